using OpenClaw.Tenancy.TestKit.Arguments;

namespace OpenClaw.Tenancy.Tokens.Tests;

/// <summary>What is missing is said at once and by its name.</summary>
public sealed class MissingArgumentTests
{
    [Fact]
    public void Each_member_says_which_argument_is_missing() => MissingArguments.AreNamed(typeof(TokenIssuerOptions).Assembly);
}
