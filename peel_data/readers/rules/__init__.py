"""The rules that readers speak: files, text, and workbooks and archives."""
