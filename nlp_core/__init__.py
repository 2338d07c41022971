"""The models, texts, measurements and figures of NLP Revisited; usable from a notebook, no Streamlit needed."""
