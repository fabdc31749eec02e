/** Realms and their domains. Taken from Oracle's official SDK for TypeScript, oci-common 2.139.1 (lib/realm.js); a test compares. */
export const knownRealms = {
  oc1: 'oraclecloud.com',
  oc2: 'oraclegovcloud.com',
  oc3: 'oraclegovcloud.com',
  oc4: 'oraclegovcloud.uk',
  oc8: 'oraclecloud8.com',
  oc9: 'oraclecloud9.com',
  oc10: 'oraclecloud10.com',
  oc14: 'oraclecloud14.com',
  oc15: 'oraclecloud15.com',
  oc19: 'oraclecloud.eu',
  oc20: 'oraclecloud20.com',
  oc21: 'oraclecloud21.com',
  oc23: 'oraclecloud23.com',
  oc24: 'oraclecloud24.com',
  oc26: 'oraclecloud26.com',
  oc29: 'oraclecloud29.com',
  oc35: 'oraclecloud35.com',
  oc42: 'oraclecloud42.com',
  oc51: 'oraclecloud51.com',
  oc52: 'oraclecloud52.com',
} as const;

/** The 85 regions by realm, as identifier and short code. Taken from oci-common 2.139.1 (lib/region.js); a test compares. */
const regionsByRealm: Record<keyof typeof knownRealms, string> = {
  oc1: `
    af-casablanca-1 lej
    af-johannesburg-1 jnb
    ap-batam-1 hsg
    ap-chuncheon-1 yny
    ap-delhi-1 onm
    ap-hyderabad-1 hyd
    ap-kulai-2 jbp
    ap-melbourne-1 mel
    ap-mumbai-1 bom
    ap-osaka-1 kix
    ap-seoul-1 icn
    ap-singapore-1 sin
    ap-singapore-2 xsp
    ap-sydney-1 syd
    ap-tokyo-1 nrt
    ca-montreal-1 yul
    ca-toronto-1 yyz
    eu-amsterdam-1 ams
    eu-frankfurt-1 fra
    eu-madrid-1 mad
    eu-madrid-3 orf
    eu-marseille-1 mrs
    eu-milan-1 lin
    eu-paris-1 cdg
    eu-stockholm-1 arn
    eu-turin-1 nrq
    eu-zurich-1 zrh
    il-jerusalem-1 mtz
    me-abudhabi-1 auh
    me-dubai-1 dxb
    me-jeddah-1 jed
    me-riyadh-1 ruh
    mx-monterrey-1 mty
    mx-queretaro-1 qro
    sa-bogota-1 bog
    sa-santiago-1 scl
    sa-saopaulo-1 gru
    sa-valparaiso-1 vap
    sa-vinhedo-1 vcp
    uk-cardiff-1 cwl
    uk-london-1 lhr
    us-ashburn-1 iad
    us-chicago-1 ord
    us-phoenix-1 phx
    us-saltlake-2 aga
    us-sanjose-1 sjc`,
  oc2: `
    us-langley-1 lfi
    us-luke-1 luf`,
  oc3: `
    us-gov-ashburn-1 ric
    us-gov-chicago-1 pia
    us-gov-phoenix-1 tus`,
  oc4: `
    uk-gov-cardiff-1 brs
    uk-gov-london-1 ltn`,
  oc8: `
    ap-chiyoda-1 nja
    ap-ibaraki-1 ukb`,
  oc9: `
    me-dcc-muscat-1 mct
    me-ibri-1 ibr`,
  oc10: `
    ap-dcc-canberra-1 wga`,
  oc14: `
    eu-dcc-dublin-1 ork
    eu-dcc-dublin-2 snn
    eu-dcc-milan-1 bgy
    eu-dcc-milan-2 mxp
    eu-dcc-rating-1 dus
    eu-dcc-rating-2 dtm`,
  oc15: `
    ap-dcc-gazipur-1 dac`,
  oc19: `
    eu-frankfurt-2 str
    eu-madrid-2 vll`,
  oc20: `
    eu-jovanovac-1 beg`,
  oc21: `
    me-alrayyan-1 vve
    me-dcc-doha-1 doh`,
  oc23: `
    us-somerset-1 ebb
    us-thames-1 ebl`,
  oc24: `
    eu-crissier-1 avf
    eu-dcc-zurich-1 avz`,
  oc26: `
    me-abudhabi-3 ahu
    me-alain-1 rba`,
  oc29: `
    me-abudhabi-2 rkt
    me-abudhabi-4 shj`,
  oc35: `
    ap-chuncheon-2 bno
    ap-seoul-2 dtz
    ap-suwon-1 dln`,
  oc42: `
    us-ashburn-2 yxj
    us-newark-1 pgc`,
  oc51: `
    eu-budapest-1 jsk`,
  oc52: `
    sa-riodejaneiro-1 hnw`,
};

export const knownRegions = Object.entries(regionsByRealm).flatMap(([realm, lines]) =>
  [...lines.matchAll(/(\S+) (\S+)/g)].map(([, id = '', key = '']) => ({
    id,
    key,
    realmDomain: knownRealms[realm as keyof typeof knownRealms],
  })),
);
