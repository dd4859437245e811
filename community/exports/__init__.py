"""What others may take of the directory: one page as JSON-LD or Murmurations, all of it as GeoJSON or CSV.

How a consumer keeps a copy of `/actors.geojson` or `/actors.csv`:

- take all of it once, and keep the cursor (member `cursor` of the GeoJSON, header `X-Cursor` of both);
- later ask for `?since=<cursor>`: what was changed or published since, and what is gone (`gone_at`, `reason`).
  Store by `uid`, remove what is gone, keep the new cursor;
- an entry may come twice: see `cursor`. The same goes for an answer that was cut: ask again with the old cursor.

No e-mail address, no private contact and nobody's name is in any of them.
"""
