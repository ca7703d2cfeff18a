FROM python:3.11-slim-bookworm
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes -r requirements.txt
COPY . .
# Nothing can be written beside the code later, so it is compiled now.
RUN python -m compileall -q bot broadcasts channels communes desks handlers messages outreach storage tips web wording
RUN useradd --system --uid 10001 tinbao && install -d -m 0700 -o tinbao /data /shared
USER tinbao
ENV TINBAO_DATA=/data PYTHONUNBUFFERED=1
VOLUME /data
EXPOSE 8080
# A settings file goes to /app/config.toml; [web] host must be 0.0.0.0 in a container.
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
