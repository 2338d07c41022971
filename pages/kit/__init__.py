"""What lessons share on the Streamlit side: one small module each."""
