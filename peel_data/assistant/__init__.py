"""Internal. What an assistant may ask of the published figures, over the Model Context Protocol.

answers     what each question is answered with: numbers as printed, citation and caveats
server      the questions as read-only tools of the official SDK (extra `mcp`)
"""
