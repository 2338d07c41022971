"""Models, texts, measurements and figures of NLP Revisited; usable without Streamlit."""
