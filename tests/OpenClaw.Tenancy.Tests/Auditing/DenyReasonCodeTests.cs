namespace OpenClaw.Tenancy.Tests.Auditing;

/// <summary>The codes that stand in records are stable, one for each reason.</summary>
public sealed class DenyReasonCodeTests
{
    [Fact]
    public void ToCode_EveryReason_IsItsNameInLowerCaseWithUnderscores()
    {
        foreach (DenyReason reason in Enum.GetValues<DenyReason>())
        {
            string expected = string.Concat(reason.ToString().Select(static (c, i) => char.IsUpper(c) ? (i == 0 ? "" : "_") + (char)(c | 0x20) : c.ToString()));
            Assert.Equal(expected, reason.ToCode());
        }

        Assert.Equal("unspecified", ((DenyReason)200).ToCode());
    }
}
