using FsCheck;
using FsCheck.Fluent;

namespace OpenClaw.Tenancy.Properties.Auditing;

/// <summary>Texts in which secrets stand, of pieces that touch each other in every way.</summary>
internal static class RedactionGens
{
    public const string Canary = "c4n4ryc4n4ry";

    private static readonly string LongWord = string.Concat(Enumerable.Repeat("word ", 30));

    private static readonly string[] Beginnings =
    [
        "Bearer ", "bearer\t", "BEARER: ", "BeArEr%20", "sk-", "sk-ant-", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "xoxb-", "xoxe.xoxp-1-",
        "ocpk_k0_", "eyJhbGciOiJFUzI1NiJ9.", "eyJhbGciOiJub25lIn0..", "-----BEGIN PRIVATE KEY-----\nMII", "-----begin x-----",
    ];

    private static readonly string[] Pieces =
    [
        "bearer", "Bearer ", "bearer=", "bearer%", "sk-", "ghp_", "xox", "xoxb-", "eyJ", "ocpk_", "-----BEGIN", "-----END", "-----", "***", "*", ".", "...",
        " ", "\n", "\"", "'", ":", "=", "%", "&", ",", ")", "\\", "a", "Z9", "-", "_", "\0", "\u2028", "\u00e9", "\ud83d", "\ude00", "\u200b", "sk-abcdefgh", "task-", LongWord,
    ];

    /// <summary>Texts of pieces of patterns, long enough to be cut now and then.</summary>
    public static Gen<string> Texts =>
        from count in Gen.Frequency((5, Gen.Choose(0, 12)), (1, Gen.Choose(60, 120)))
        from pieces in Gen.ArrayOf(Gen.Elements(Pieces), count)
        select string.Concat(pieces);

    /// <summary>A text in which a canary stands behind the beginning of a secret that begins a word.</summary>
    public static Gen<string> Canaries =>
        from before in Texts
        from boundary in Gen.Elements(" ", "\n", "\"", "(", ":", "=", ",", "&")
        from beginning in Gen.Elements(Beginnings)
        from after in Texts
        select before + boundary + beginning + Canary + after;
}
