using System.Text.RegularExpressions;
using OpenClaw.Tenancy.HouseRules.Support;

namespace OpenClaw.Tenancy.HouseRules.Text;

/// <summary>What only its holder should know is compared in fixed time, also where the lengths differ; a line that says why it need not be is let by.</summary>
public sealed partial class SecretComparisonTests
{
    [Fact]
    public void Secrets_are_not_compared_by_operator_or_Equals() =>
        Rule.Holds(
            "Compare the hashes of credentials with CryptographicOperations.FixedTimeEquals, or say on the line why not ('// Reason: ...').",
            Repository.Sources,
            static file => file.Matches(EarlyExit()).Where(static line => !line.Contains("// Reason:", StringComparison.Ordinal)));

    [Theory]
    [InlineData("if (cached.Token == token)")]
    [InlineData("return presented != apiKey;")]
    [InlineData("string.Equals(cached.Token, text)")]
    [InlineData("string.Equals(text, clientSecret)")]
    [InlineData("left.SequenceEqual(password)")]
    [InlineData("credential.Equals(other)")]
    public void Comparisons_that_leave_early_are_found(string line) => Assert.Matches(EarlyExit(), line);

    [Theory]
    [InlineData("CryptographicOperations.FixedTimeEquals(hashOfToken, hash)")]
    [InlineData("string.Equals(header.Type, TokenFormat.Type)")]
    [InlineData("token is null")]
    [InlineData("reader.TokenType == JsonTokenType.String")]
    public void Other_comparisons_are_not(string line) => Assert.DoesNotMatch(EarlyExit(), line);

    [GeneratedRegex(@"\b\w*(?:[Tt]oken|[Ss]ecret|[Cc]redential|[Pp]assword|[Aa]piKey)\b\s*(?:==|!=|\.Equals\(|\.SequenceEqual\()|(?:==|!=)\s*(?:\w+\.)*\w*(?:[Tt]oken|[Ss]ecret|[Cc]redential|[Pp]assword|[Aa]piKey)\b(?![.(])|(?<!FixedTime)(?:Equals|SequenceEqual)\([^)]*\b\w*(?:[Tt]oken|[Ss]ecret|[Cc]redential|[Pp]assword|[Aa]piKey)\b(?![.(])")]
    private static partial Regex EarlyExit();
}
