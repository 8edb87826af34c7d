using OpenClaw.Tenancy.Auditing.Redaction;

namespace OpenClaw.Tenancy.Tests.Auditing.Redaction;

/// <summary>What looks like a secret is gone from a text, whole; what does not look like one stays.</summary>
public sealed class SecretTextTests
{
    [Theory]
    [InlineData("Bearer c4n4ry", "Bearer ***")]
    [InlineData("bEaReR c4n4ry", "bEaReR ***")]
    [InlineData("BEARER\tc4n4ry", "BEARER\\u0009***")]
    [InlineData("Authorization: Bearer c4n4ry.a/b+c~d==, next", "Authorization: Bearer ***, next")]
    [InlineData("Bearer: c4n4ry", "Bearer: ***")]
    [InlineData("Bearer%20c4n4ry", "Bearer%***")]
    [InlineData("Bearer+c4n4ry", "Bearer+***")]
    [InlineData("Bearer\u00a0c4n4ry\u200bc4n4ry", "Bearer\\u00a0***")]
    [InlineData("Bearer \"c4n4ry\"", "Bearer \\u0022***\\u0022")]
    [InlineData("{\"h\":\"Bearer c4n4ry\"}", "{\\u0022h\\u0022:\\u0022Bearer ***\\u0022}")]
    [InlineData("bearer bearer c4n4ry", "bearer bearer ***")]
    [InlineData("bearer x:bearer c4n4ry", "bearer *** bearer ***")]
    [InlineData("sk-abcdefgh:bearer: c4n4ry", "*** bearer: ***")]
    [InlineData("sk-abcdefgh%20bearer c4n4ry", "*** bearer ***")]
    [InlineData("sk-c4n4ry", "***")]
    [InlineData("(sk-proj-c4n4ry_x-y)", "(***)")]
    [InlineData("key=sk-c4n4ry&x=1", "key=***&x=1")]
    [InlineData("ghp_c4n4ry gho_c4n4ry ghu_c4n4ry ghs_c4n4ry ghr_c4n4ry", "*** *** *** *** ***")]
    [InlineData("github_pat_c4n4ry", "***")]
    [InlineData("xoxb-c4n4ry xoxp-c4n4ry xoxe.xoxp-c4n4ry", "*** *** ***")]
    [InlineData("my-ocpk_k0_c4n4ry_1", "my-***")]
    [InlineData("eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJjNG40cnkifQ.c4n4ry", "***")]
    [InlineData("t=eyJhbGciOiJFUzI1NiJ9..c4n4ry;", "t=***;")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nc4n4ry\nc4n4ry\n-----END PRIVATE KEY----- after", "*** after")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\\nc4n4ry and so on", "***")]
    [InlineData("Bearer -----BEGIN EC KEY-----\nc4n4ry\n-----END EC KEY-----c4n4ry", "Bearer ***")]
    [InlineData("-----BEGIN A-----\na\n-----END------BEGIN B-----\nc4n4ry", "***")]
    [InlineData("-----BEGIN A-----\na\n-----END A------BEGIN B-----\nc4n4ry", "***")]
    [InlineData("-----BEGIN A-----\nc4n4ry\n-----END A c4n4ry\nc4n4ry", "***")]
    [InlineData("-----BEGIN A-----\nc4n4ry\n-----END----- after", "*** after")]
    [InlineData("-----BEGIN-----END A----- after", "*** after")]
    [InlineData("sk-abcdefgh-----begin KEY-----\nc4n4ry", "***")]
    [InlineData("a\nsk-c4n4ry", "a\\u000a***")]
    public void Text_Secret_IsGone(string text, string expected)
    {
        Assert.Equal(expected, AuditRedactor.Text(text));
        Assert.Equal(expected, AuditRedactor.Text($"x {text}")[2..]);
        Assert.DoesNotContain("c4n4ry", expected, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("task-sk-abcdefgh")]
    [InlineData("risk-abcdefgh desk-abcdefgh disk_sk-abcdefgh")]
    [InlineData("sk-SK")]
    [InlineData("forbearer x")]
    [InlineData("bearers of the ring")]
    [InlineData("the bearer")]
    [InlineData("Bearer ...")]
    [InlineData("xoxo and xox-")]
    [InlineData("aghp_x ghp_ ghp")]
    [InlineData("eyJshort heyJhbGciOiJFUzI1NiJ9")]
    [InlineData("members.add session_5c2a kx-0f1e2d3c4b5a69788796a5b4c3d2e1f0")]
    [InlineData("hmac-sha256:v1:k1:0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0")]
    public void Text_Ordinary_IsTheSameObject(string text) => Assert.Same(text, AuditRedactor.Text(text));

    [Theory]
    [InlineData("Bearer ")]
    [InlineData("sk-")]
    [InlineData("ghp_")]
    [InlineData("xoxb-")]
    [InlineData("ocpk_k")]
    [InlineData("eyJhbGciOiJFUzI1NiJ9.")]
    [InlineData("-----BEGIN PRIVATE KEY-----")]
    public void Text_SecretAtTheCut_LeavesNoPartOfIt(string beginning)
    {
        string secret = beginning + string.Concat(Enumerable.Repeat("c4n4ry", 100));
        for (int before = 0; before <= 300; before++)
        {
            string written = AuditRedactor.Text(new string(' ', before) + secret, 256);

            Assert.DoesNotContain("c4", written, StringComparison.Ordinal);
            Assert.True(written.Length <= 259);
        }
    }

    [Fact]
    public void Text_OfManySecrets_IsCutBehindThem() => Assert.Equal("*** *** **...", AuditRedactor.Text("ghp_c4n4ry gho_c4n4ry ghp_c4n4ry gho_c4n4ry", 10));

    [Fact]
    public void Text_SurrogatesAndSeparators_BecomeOneLineOfAscii()
    {
        Assert.Equal("\\ud83d\\ude00\\ud83d", AuditRedactor.Text("\ud83d\ude00\ud83d"));
        Assert.Equal("a\\u2028b\\u0085c", AuditRedactor.Text("a\u2028b\u0085c"));
        Assert.Equal("\\ud83d...", AuditRedactor.Text("\ud83d\ude00", 1));
    }

    [Fact]
    public void Text_OutOfRange_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => AuditRedactor.Text("a", 0));
        Assert.Throws<ArgumentNullException>(static () => AuditRedactor.Text(null!));
    }

    [Fact]
    public void Text_Ordinary_AllocatesNothing()
    {
        string text = AuditRedactor.Text("an ordinary text of a trail, such as members.add");
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1_000; i++)
        {
            text = AuditRedactor.Text(text);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
