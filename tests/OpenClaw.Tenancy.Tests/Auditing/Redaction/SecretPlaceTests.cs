using System.Text.Json.Nodes;
using OpenClaw.Tenancy.Auditing.Redaction;

namespace OpenClaw.Tenancy.Tests.Auditing.Redaction;

/// <summary>A secret of each kind, wherever it stands and however a text around it is written.</summary>
public sealed class SecretPlaceTests
{
    private const string Canary = "c4n4ry";

    private static readonly string[] Secrets =
    [
        "Bearer c4n4ryc4n4ry", "bearer c4n4ryc4n4ry", "BEARER c4n4ryc4n4ry", "sk-c4n4ryc4n4ry", "sk-ant-api03-c4n4ry_c4n4ry", "ghp_c4n4ryc4n4ryc4n4ry", "gho_c4n4ryc4n4ryc4n4ry",
        "github_pat_c4n4ry_c4n4ryc4n4ry", "xoxb-c4n4ry-c4n4ry-c4n4ry", "xoxe.xoxp-1-c4n4ryc4n4ryc4n4ry", "ocpk_k0_c4n4ryc4n4ryc4n4ry", "eyJhbGciOiJFUzI1NiJ9.eyJc4n4ryc4n4ry.c4n4ry",
        "-----BEGIN EC PRIVATE KEY-----\nc4n4ry\n-----END EC PRIVATE KEY-----", "-----begin private key-----\r\nc4n4ry\r\n-----end private key-----",
    ];

    // What stands before and behind, the second form with the signs as JSON, an address or this library writes them.
    private static readonly (string Before, string Behind)[] Places =
    [
        ("", ""), ("before ", ""), ("", " behind"), ("before ", " behind"), ("\"", "\""), ("'", "'"), ("`", "`"), ("(", ")"), ("[", "]"), ("<", ">"), ("key=", "&x=1"), ("key:", ","),
        ("a\n", "\nb"), ("a\u2028", "\u2029b"), ("a\u0085", "\u0085b"), ("\ud83d", "\udc00"), ("{\\\"k\\\":\\\"", "\\\"}"), ("a\\n", "\\nb"), ("a\\t", "\\r\\n"), ("\\u000a", "\\u0022"), ("\\x0a", "\\x00"),
        ("q%3D", "%26b"), ("?q=a%20", "%20b"), ("%2522", "%2522"), ("%252520", ""), ("https://x.example/a/", "/b"), ("user:", "@host"),
    ];

    public static TheoryData<string> All => [.. Secrets];

    [Theory]
    [MemberData(nameof(All))]
    public void Secret_AnywhereInAText_IsGone(string secret)
    {
        foreach ((string before, string behind) in Places)
        {
            string written = AuditRedactor.Text(before + secret + behind);

            Assert.DoesNotContain(Canary, written, StringComparison.Ordinal);
            Assert.StartsWith(AuditRedactor.Text(before), written, StringComparison.Ordinal);
            Assert.Contains("***", written, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Secret_AnywhereInAValue_IsGone(string secret)
    {
        foreach ((string before, string behind) in Places)
        {
            string text = before + secret + behind;
            object value = new Dictionary<string, object?> { ["list"] = new object?[] { 1, new Dictionary<string, object?> { ["note"] = text, [text] = "x" } } };
            Assert.DoesNotContain(Canary, AuditRedactor.Value(value), StringComparison.Ordinal);
            Assert.DoesNotContain(Canary, AuditRedactor.Json(new JsonObject { ["a"] = new JsonArray(new JsonObject { ["note"] = text }) }), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("ghp_")]
    [InlineData("gho_")]
    [InlineData("github_pat_")]
    [InlineData("ocpk_")]
    [InlineData("xoxb-")]
    public void Secret_WithLettersBeforeIt_IsGoneWhereItIsLong(string prefix)
    {
        Assert.Equal("key***", AuditRedactor.Text("key" + prefix + "c4n4ryc4n4ryc4n4"));
        Assert.Equal("key" + prefix + "c4n4ryc4n4ryc4n", AuditRedactor.Text("key" + prefix + "c4n4ryc4n4ryc4n"));
    }

    [Theory]
    [InlineData("bearer")]
    [InlineData("a bearer.")]
    [InlineData("cupbearer of the king")]
    [InlineData("%20forbearer x")]
    [InlineData("sk-12345")]
    [InlineData("SK-ABCDEFGH")]
    [InlineData("GHP_abcdefghijklmnop")]
    [InlineData("ask-abcdefgh-abcdefgh-abcdefgh")]
    [InlineData("tasks/task-0f1e2d3c4b5a69788796a5b4c3d2e1f0")]
    [InlineData("kiosk-abcdefgh desk_sk-abcdefgh")]
    [InlineData("25sk-abcdefgh n%2sk-abcdefgh")]
    [InlineData("xox xoxo xoxb xoxB-abcdef xox1-abcdef")]
    [InlineData("noughts and xox")]
    [InlineData("ocpk and ocpk_")]
    [InlineData("task-a-0f1e2d3c4b5a69788796")]
    [InlineData("facesk-abcdefgh")]
    [InlineData("100%zzsk-abcdefgh 100%z0sk-abcdefgh")]
    [InlineData("eyJ eyJhbGciO")]
    [InlineData("----BEGIN KEY---- -----END KEY-----")]
    [InlineData("----- begin -----")]
    [InlineData("session s0123456789abcdef0123456789abcdef, run r0123456789abcdef0123456789abcdef")]
    public void Text_ThatNearlyIsASecret_StaysReadable(string text) => Assert.Equal(text, AuditRedactor.Text(text));
}
