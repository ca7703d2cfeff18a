"""What Zalo found when it tried our address, and which sentence of operator.toml explains it."""

EXPLAINED = {
    "webhook.ok": "zalo_webhook_ok",
    "webhook.http.401": "zalo_webhook_secret",
    "webhook.http.403": "zalo_webhook_forbidden",
    "webhook.http.404": "zalo_webhook_nowhere",
    "webhook.http.5xx": "zalo_webhook_broken",
    "webhook.http.other": "zalo_webhook_broken",
    "webhook.err.tls": "zalo_webhook_tls",
    "webhook.err.dns": "zalo_webhook_dns",
    "webhook.err.timeout": "zalo_webhook_silent",
    "webhook.err.conn": "zalo_webhook_silent",
    "webhook.err.unreachable": "zalo_webhook_silent",
    "webhook.err.blocked": "zalo_webhook_private",
}
