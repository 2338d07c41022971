# The site in a container: no network needed once it is built, no GPU, runs as user 1000.
FROM python:3.11-slim

# PyTorch's CPU build is much smaller; name an index that has it, or leave this empty.
ARG TORCH_INDEX=""

RUN useradd --create-home --uid 1000 learner
USER learner
WORKDIR /home/learner/site
ENV PATH=/home/learner/.local/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    STREAMLIT_SERVER_HEADLESS=true \
    STREAMLIT_SERVER_ADDRESS=0.0.0.0 \
    STREAMLIT_SERVER_PORT=7860 \
    STREAMLIT_SERVER_XSRF_COOKIE_SAME_SITE=none

COPY --chown=learner requirements.txt .
RUN pip install --no-cache-dir --user ${TORCH_INDEX:+--extra-index-url "$TORCH_INDEX"} -r requirements.txt
COPY --chown=learner . .

EXPOSE 7860
HEALTHCHECK --start-period=30s CMD python -c "import urllib.request as u; u.urlopen('http://127.0.0.1:7860/_stcore/health')"
CMD ["streamlit", "run", "app.py"]
