"""On a plain http address no browser says where a form comes from, except by its origin."""

from playwright.async_api import Browser, ViewportSize

from tests.browsing import NEEDS_CHROMIUM, a_page
from tests.handlers.webchat_house import ChatHouse
from tests.serving import served

pytestmark = NEEDS_CHROMIUM
FORM = """() => {
  const form = document.createElement("form");
  Object.assign(form, { method: "post", action: "/api/chat" });
  document.body.append(form);
  form.submit();
}"""


async def test_a_form_of_ours_is_known_by_its_origin(browser: Browser) -> None:
    size = ViewportSize(width=360, height=740)
    async with served(ChatHouse()) as url, a_page(browser, size) as page:
        await page.goto(f"{url}/lich")
        async with page.expect_request("**/api/chat") as sent:
            await page.evaluate(FORM)
        headers = await (await sent.value).all_headers()

    assert headers["origin"] == url
