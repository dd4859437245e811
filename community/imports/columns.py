"""What the keys and headings of files mean: French and English names of what an organisation says."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from community.rules.names import fold

# Names are folded and written without spaces: "Code postal", "code_postal" and "codePostal" are the same.
NAMES = {
    "id": "id identifiant identifier uid uuid uniqueid ref reference idsource sourceid",
    "url": "url link lien fiche urlfiche sourceurl urlsource profileurl permalink permalien",
    "name": "name nom title titre denomination raisonsociale organisation organization structure nomdelastructure",
    "trade_name": "tradename nomcommercial nomusuel nomdusage enseigne nickname alternatename marque",
    "acronym": "acronym sigle acronyme",
    "summary": "summary resume abstract chapo accroche presentationcourte descriptioncourte shortdescription",
    "description": "description presentation descriptif descriptionlongue longdescription activite details",
    "more": "descriptionmore",
    "commitment": "commitment commitments engagement engagements mission valeurs",
    "street": "street rue voie streetaddress streetadress adresse1 ligneadresse numeroetvoie",
    "full_address": "address adresse adressecomplete fulladdress customformatedaddress adressepostale",
    "postal_code": "postalcode codepostal cp zip zipcode postcode",
    "city": "city ville commune addresslocality locality localite town municipality",
    "insee": "insee codeinsee inseecode codecommune citycode",
    "latitude": "latitude lat y",
    "longitude": "longitude lon lng long x",
    "website": "website site siteweb siteinternet web primaryurl homepage urlsite www",
    "email": "email mail courriel adresseemail adressemail contactemail emailcontact",
    "phone": "phone telephone tel telephonefixe phonenumber numerodetelephone",
    "siret": "siret nsiret numerosiret",
    "siren": "siren nsiren numerosiren",
    "rna": "rna nrna numerorna waldec",
    "family": "family famille formejuridique statutjuridique legalform statut typedestructure",
    "categories": "categories category categorie tags tag motscles keywords secteur secteurs filiere filieres sector",
    "updated": "updated updatedat modified lastupdated datemodification datedemodification datemaj dateupdate "
    "miseajour misajour misajourle datedemiseajour dernieremiseajour maj majle",
    "founded": "founded anneecreation anneedecreation datecreation datedecreation foundingdate startsat yearfounded",
    "status": "status",
}
FIELDS = {name: field for field, names in NAMES.items() for name in names.split()}


@lru_cache(maxsize=4096)
def field_of(name: str) -> str:
    """The field that a key or a heading names; "" for none that we know."""
    return FIELDS.get(fold(name[:200]).replace(" ", ""), "")


def said_in(raw: Mapping[str, object]) -> dict[str, object]:
    """The known fields of a row; where two keys name the same, the first that says something."""
    said: dict[str, object] = {}
    for field, value in _known(raw):
        said.setdefault(field, value)
    return said


def _known(raw: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    for key, value in raw.items():
        field = field_of(key)
        if field and value not in (None, "", [], {}):
            yield field, value
