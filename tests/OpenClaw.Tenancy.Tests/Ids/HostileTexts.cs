namespace OpenClaw.Tenancy.Tests.Ids;

/// <summary>Texts that must never become an id, by the trick that each tries.</summary>
public static class HostileTexts
{
    public static TheoryData<string> OutsideGrammar => [
        "", " ", "\t", "  acme", "acme ", " acme", "acme\n", "acme\r\n", "\nacme", "acme\0", "\0", "acme\0globex", "ac\u0000me",
        "Acme", "ACME", "aCME", "acme-B", "-acme", "acme-", "-", "--", new string('a', 64), new string('a', 10_000),
        "acme,globex", "acme;globex", "acme globex", "[\"acme\"]", "{}", "acme@globex", "acme:main", "agent:acme:main", "a/b", "a\\b", "a.b", "a_b",
        "..", ".", "../admin/keys", "%61cme", "acme%00", "acme?x=1", "acme#", "*", "acme*", "'", "acme'--", "acme\"", "$acme", "acme+1", "(null)",
        "acme\u200b", "\u200bacme", "ac\u200dme", "\ufeffacme", "acme\u2028", "\u202eacme", "acme\u202c", "\u2066acme\u2069", "ac\u00adme",
        "\u0430cme", "\uff41\uff43\uff4d\uff45", "acm\u00e9", "acme\u0301", "stra\u00dfe", "\u0131nitech", "\u017fystem", "\u212aelvin", "\u2460", "\u0661", "acme\ud800", "\udc00",
    ];

    public static TheoryData<string> Reserved => [
        "null", "undefined", "nil", "none", "true", "false", "then", "0", "1", "0x0", "0xffff", "nan", "default", "platform", "all", "any",
        "global", "public", "system", "root", "self", "this", "con", "nul", "com1", "lpt9", "localhost", "constructor", "prototype",
        "x--", "x--a", "x--es5zzppshrikml7rejukgzpr6aftltyldtzgupbsiq7weyyzhcra", "xn--", "xn--80ak6aa92e",
    ];

    public static TheoryData<string> Good => [
        "a", "z", "9", "2", "acme", "acme-b", "a--b", "a-1", "1a", "00", "default2", "platforms", "x-a", "nulls", "globex-2026", new string('a', 63),
    ];
}
