"""Internal. Pictures of figures, as Altair charts.

target    what is to be drawn: a figure or panel of a report, a table, some rows
missing   what a report draws and does not print, in words
points    figures as the marks of a picture, in panels of one unit
dots      a panel: an area beside another, with what rounding allows as whiskers
years     the same over years, for what a report draws as a line
grades    judgments
page      panels below a title and above a caption
files     SVG, PNG and Vega-Lite files, without a browser
"""
