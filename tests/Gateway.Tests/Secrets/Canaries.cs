using System.Buffers;

namespace Gateway.Tests.Secrets;

/// <summary>Secrets that are sent into a gateway, each where one is found in the world, and each another, so that what is found somewhere says how it came there.</summary>
public sealed class Canaries
{
    private readonly List<string> _known = [];

    public string Header { get; } = "sk-c4n4ryinheader0123456789";

    public string Cookie { get; } = "ghp_c4n4ryincookie0123456789";

    public string Query { get; } = "sk-c4n4ryinquery0123456789";

    public string Segment { get; } = "sk-c4n4ryinsegment0123456789";

    public string Member { get; } = "c4n4ry-under-a-name-of-a-secret";

    public string Body { get; } = "xoxb-c4n4ryinbody-0123456789";

    public string Bearer { get; } = "c4n4ryasbearer.0123456789";

    public string Pem { get; } = "MIIc4n4ryinapemblock0123456789";

    public string Thrown { get; } = "ocpk_c4n4ryinexception_0123456789";

    public string Agent { get; } = "sk-c4n4ryofagent0123456789";

    /// <summary>The value of a tenant's secret. It looks like no secret, so that nobody takes it out who takes out what looks like one.</summary>
    public string Stored { get; } = "plain.c4n4ry.of.the.vault";

    /// <summary>The one that follows it.</summary>
    public string Rotated { get; } = "plain.c4n4ry.of.the.next.version";

    /// <summary>What somebody writes into his own session: the one that may stand in the transcripts of its tenant.</summary>
    public string Chat { get; } = "sk-c4n4ryinchat0123456789";

    /// <summary>The same of another tenant.</summary>
    public string Elsewhere { get; } = "sk-c4n4ryelsewhere0123456789";

    /// <summary>What an administrator writes as a reason or a label: it is for those who administer.</summary>
    public string Reason { get; } = "gho_c4n4ryinreason0123456789";

    /// <summary>Those that stand nowhere at all, not even in the host's own database.</summary>
    public IEnumerable<string> Nowhere => [Header, Cookie, Query, Segment, Member, Body, Bearer, Pem, Thrown, Agent, Stored, Rotated, .. _known];

    /// <summary>Those that stand in no log, trail, answer or measurement.</summary>
    public IEnumerable<string> All => [.. Nowhere, Chat, Elsewhere, Reason];

    /// <summary>Adds a credential that the host itself made. A token's parts are secrets too, but not its header, which says nothing.</summary>
    public string Add(string credential)
    {
        _known.AddRange(credential.Contains('.') ? credential.Split('.')[1..] : [credential]);
        return credential;
    }

    /// <summary>A canary as files may hold it: as it is, and in the ways in which bytes are written as text.</summary>
    public static string[] Forms(string canary)
    {
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(canary);

        // Of base64 what stays the same wherever in the text it begins.
        return [canary, Convert.ToHexString(bytes), Convert.ToHexStringLower(bytes), .. Enumerable.Range(0, 3).Select(i => Convert.ToBase64String(bytes[i..])[..^4])];
    }

    /// <summary>Which of them stand in a text, as they are or as an address writes them.</summary>
    public static string[] In(string text, IEnumerable<string> canaries) => [.. canaries.Where(c => Search([c])(text))];

    /// <summary>Whether one of them stands in a text, for texts by the thousand.</summary>
    public static Predicate<string> Search(IEnumerable<string> canaries)
    {
        var forms = SearchValues.Create([.. canaries.SelectMany(static c => (string[])[c, Uri.EscapeDataString(c)])], StringComparison.OrdinalIgnoreCase);
        return text => text.AsSpan().ContainsAny(forms);
    }
}
