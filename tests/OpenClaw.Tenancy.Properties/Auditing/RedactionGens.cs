using FsCheck;
using FsCheck.Fluent;

namespace OpenClaw.Tenancy.Properties.Auditing;

/// <summary>Texts in which secrets stand, of pieces that touch each other in every way.</summary>
internal static class RedactionGens
{
    public const string Canary = "c4n4ryc4n4ry";

    /// <summary>Whole secrets of each kind, as long as real ones are.</summary>
    public static readonly string[] Secrets =
    [
        $"Bearer {Canary}.{Canary}-_~+/==", $"bEARER:{Canary}", $"ghp_{Canary}{Canary}", $"gho_{Canary}{Canary}", $"ghu_{Canary}{Canary}", $"ghs_{Canary}{Canary}",
        $"ghr_{Canary}{Canary}", $"github_pat_{Canary}_{Canary}", $"xoxb-{Canary}-{Canary}", $"xoxp-{Canary}-{Canary}", $"xoxe.xoxp-1-{Canary}{Canary}",
        $"ocpk_k0_{Canary}{Canary}_x", $"sk-{Canary}", $"sk-proj-{Canary}_{Canary}", $"eyJhbGciOiJFUzI1NiJ9.eyJ{Canary}{Canary}.{Canary}",
        $"-----BEGIN PRIVATE KEY-----\n{Canary}\n{Canary}\n-----END PRIVATE KEY-----", $"-----begin ec private key-----\r\n{Canary}",
    ];

    /// <summary>Words that look almost like a secret, and letters of all kinds. No piece begins one, and neither do two.</summary>
    private static readonly string[] Harmless =
    [
        "task-", "risk-management ", "desk-top ", "sk ", "forbearer ", "bearing ", "bear", "ghp", "gh_", "gho ", "ox-", "ocpk ", "ocp_", "eyJ ", "ey", "-----", " ----BEGIN ",
        "-----END ", "***", "0f1e2d3c4b5a69788796a5b4c3d2e1f0 ", "hmac-sha256:v1:k1:", " ", "\n", "\r\n", "\u0085", "\u2028", "\u2029", "\0", "\x1b[31m", "\ud83d", "\ude00",
        "\u202e", "\u200b", "\ufeff", "\u00e9", "\u4e2d", "\"", "'", "\\", "%20", "\\n", "\\u000a", ",", "&", "=", "<", ">",
    ];

    private static readonly string LongWord = string.Concat(Enumerable.Repeat("word ", 30));

    private static readonly string[] Beginnings =
    [
        "Bearer ", "bearer\t", "BEARER: ", "BeArEr%20", "sk-", "sk-ant-", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "xoxb-", "xoxe.xoxp-1-",
        "ocpk_k0_", "eyJhbGciOiJFUzI1NiJ9.", "eyJhbGciOiJub25lIn0..", "-----BEGIN PRIVATE KEY-----\nMII", "-----begin x-----",
    ];

    private static readonly string[] Pieces =
    [
        "bearer", "Bearer ", "bearer=", "bearer%", "sk-", "ghp_", "xox", "xoxb-", "eyJ", "ocpk_", "-----BEGIN", "-----END", "-----", "***", "*", ".", "...",
        " ", "\n", "\"", "'", ":", "=", "%", "&", ",", ")", "\\", "a", "Z9", "-", "_", "\0", "\u2028", "\u00e9", "\ud83d", "\ude00", "\u200b", "sk-abcdefgh", "task-", "\\n", "\\u000a", "%20", "%2520", LongWord,
    ];

    /// <summary>Texts of pieces of patterns, long enough to be cut now and then.</summary>
    public static Gen<string> Texts =>
        from count in Gen.Frequency((5, Gen.Choose(0, 12)), (1, Gen.Choose(60, 120)))
        from pieces in Gen.ArrayOf(Gen.Elements(Pieces), count)
        select string.Concat(pieces);

    /// <summary>A text in which a canary stands behind the beginning of a secret that begins a word.</summary>
    public static Gen<string> Canaries =>
        from before in Texts
        from boundary in Gen.Elements(" ", "\n", "\"", "(", ":", "=", ",", "&", "\\n", "\\u2028", "%0a", "%2522")
        from beginning in Gen.Elements(Beginnings)
        from after in Texts
        select before + boundary + beginning + Canary + after;

    /// <summary>Texts of harmless pieces.</summary>
    public static Gen<string> HarmlessTexts =>
        from count in Gen.Choose(0, 12)
        from pieces in Gen.ArrayOf(Gen.Elements(Harmless), count)
        select string.Concat(pieces);

    /// <summary>A whole secret at any place of any harmless text, or of what anybody may send.</summary>
    public static Gen<(string Before, string Secret, string After)> Planted(string[] sent) =>
        from secret in Gen.Elements(Secrets)
        from text in Gen.Frequency((3, HarmlessTexts), (2, Gen.Elements(sent)), (1, Texts))
        from at in Gen.Choose(0, text.Length)
        select (text[..at], secret, text[at..]);
}
