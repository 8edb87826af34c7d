namespace OpenClaw.Tenancy.Ingress.Tests.Support;

/// <summary>Names that a tenant of a shared gateway does not have, or that a lenient reader takes for another, as they stand in JSON.</summary>
public static class BadNames
{
    public static string[] Sessions =>
    [
        "agent::b:x", "agent:tenant-b:main", "AGENT:Tenant-B:main", "Agent:main:main", "agent:main:x:subagent:..", "agent:main:x:", "agent:main:", "agent:main", "agent:", ":", "", " main", "main ", "main\\u0000",
        "cron:", "hook:", "cron:x", "agent:main:agent:other:x", "agent:main:AGENT:other:x", "agent:main::x", "Main", "agent:main:Main", "agent:main:a b", "agent:main:..", "agent:main:.x", "agent:main:a/b", "agent:main:\\u200bmain",
        "agent:main:~x", "agent:main:a..b", "a..b", "agent:main:x:.y", new string('k', 129), "agent:mаin:main", new string('k', 10_000),
        .. Agents.Select(static agent => $"agent:{agent}:main"),
    ];

    /// <summary>Also twins of the tenant's own: in capitals, with a dot for a hyphen, longer than a gateway keeps, another tenant's.</summary>
    public static string[] Agents =>
    [
        "Main", "MAIN", "m.ain", "main.", "main-", "Acme.Co", "acme-co", "acme_co", "nobody", "globex", "ma\\u200bin", "maın", "main/../other", "*", $"main{new string('a', 60)}", $"main{new string('a', 61)}", new string('a', 64), new string('a', 65),
    ];
}
