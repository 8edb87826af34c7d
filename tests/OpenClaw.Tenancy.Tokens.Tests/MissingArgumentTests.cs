using OpenClaw.Tenancy.TestKit.Arguments;

namespace OpenClaw.Tenancy.Tokens.Tests;

/// <summary>What is missing is said at once and by its name.</summary>
public sealed class MissingArgumentTests
{
    [Fact]
    public void Each_member_says_which_argument_is_missing()
    {
        IReadOnlyList<(string Argument, string? Fault)> asked = MissingArguments.Of(typeof(TokenIssuerOptions).Assembly);

        Assert.True(asked.Count >= 12, $"Only {asked.Count} were asked for.");
        string faults = string.Join('\n', asked.Where(static a => a.Fault is not null));
        Assert.True(faults.Length == 0, faults);
    }
}
