using OpenClaw.Tenancy.Analyzers.CodeFixes;
using OpenClaw.Tenancy.Analyzers.Secrets;
using OpenClaw.Tenancy.Analyzers.Tests.Support;
using Microsoft.CodeAnalysis;

namespace OpenClaw.Tenancy.Analyzers.Tests.Secrets;

/// <summary>OCT1104 and OCT1109: secrets are compared in fixed time.</summary>
public sealed class ComparedSecretTests
{
    /// <summary>Each member of the library that gives a secret away as text.</summary>
    public static TheoryData<string> Texts =>
    [
        "new PresentedCredential(text).Text",
        "Any<OpenClaw.Tenancy.Administration.IssuedApiKey>().Text",
        "Any<OpenClaw.Tenancy.Administration.IssuedInvitation>().Code",
        "Any<OpenClaw.Tenancy.BreakGlass.BreakGlassToken>().Text",
        "Any<OpenClaw.Tenancy.Exchange.ShownIdentity>().IdentityToken",
        "Any<OpenClaw.Tenancy.Exchange.TokenExchangeResult>().Token",
        "Any<OpenClaw.Tenancy.Exchange.RuntimeTokenResult>().Token",
        "Any<OpenClaw.Tenancy.Jobs.StoredJob>().Envelope",
        "Any<OpenClaw.Tenancy.Jobs.TenantEnvelope>().Text",
        "Any<OpenClaw.Tenancy.Signing.EcdsaSigner>().ExportPrivateKey()",
        "(await Any<ITenantTokenIssuer>().IssueAsync(Any<TenantTokenRequest>(), default))",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public Task Each_secret_of_the_library_is_known(string secret) => Expect.ReportsAsync<ComparedSecretAnalyzer>("OCT1104", With($"return [|{secret} == text|];"));

    [Theory]
    [InlineData("""return [|text != credential.Text|];""")]
    [InlineData("""return [|string.Equals(text, credential.Text, StringComparison.Ordinal)|];""")]
    [InlineData("""return [|credential.Text.Equals(text)|];""")]
    [InlineData("""return [|string.CompareOrdinal(credential.Text, text)|] == 0;""")]
    [InlineData("""return [|credential.Text.AsSpan().SequenceEqual(text)|];""")]
    [InlineData("""return [|Encoding.UTF8.GetBytes(credential.Text).SequenceEqual(bytes)|];""")]
    [InlineData("""return [|lease.Read().Span.SequenceEqual(bytes)|];""")]
    [InlineData("""string shown = credential.Text; return [|shown == text|];""")]
    [InlineData("""return [|credential.Text == "a fixed one"|];""")]
    [InlineData("""return [|credential.Equals(new PresentedCredential(text))|];""")]
    [InlineData("""return [|StringComparer.Ordinal.Equals(credential.Text, text)|];""")]
    public Task Each_way_to_compare_is_known(string body) => Expect.ReportsAsync<ComparedSecretAnalyzer>("OCT1104", With(body));

    [Theory]
    [InlineData("""return CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(credential.Text)), SHA256.HashData(bytes));""")]
    [InlineData("""return SHA256.HashData(bytes).SequenceEqual(bytes);""")]
    [InlineData("""return credential.Text == "" || credential.Text is null || credential.Text == string.Empty;""")]
    [InlineData("""return Any<OpenClaw.Tenancy.Exchange.TokenExchangeResult>().Token == null;""")]
    [InlineData("""return credential.Text.Length == text.Length;""")]
    [InlineData("""return lease == Any<OpenClaw.Tenancy.Secrets.SecretLease>();""")]
    [InlineData("""return text == "bearer";""")]
    [InlineData("""string shown = credential.Text; return Array.Empty<string>().AsQueryable().Any(kept => kept == shown);""")]
    public Task Other_comparisons_are_not(string body) => Expect.SilenceAsync<ComparedSecretAnalyzer>(With(body));

    [Theory]
    [InlineData("""string adminToken = text + text; return [|adminToken == text|];""")]
    [InlineData("""string apiKey = text + text; return [|text.Equals(apiKey)|];""")]
    [InlineData("""byte[] secret = [1]; return [|secret.SequenceEqual(bytes)|];""")]
    [InlineData("""string _password = text + text; return [|string.Equals(_password, text)|];""")]
    public async Task A_name_alone_is_a_suggestion(string body) => Assert.All(
        await Expect.ReportsAsync<ComparedSecretAnalyzer>("OCT1109", With(body)), static d => Assert.Equal(DiagnosticSeverity.Info, d.Severity));

    [Theory]
    [InlineData("""string nextPageToken = text + text; return nextPageToken == text;""")]
    [InlineData("""string token = text + text; return token == "(";""")]
    [InlineData("""CancellationToken token = default; return token == CancellationToken.None;""")]
    [InlineData("""string tokenType = text + text; return tokenType == text;""")]
    public Task A_name_that_says_less_is_none(string body) => Expect.SilenceAsync<ComparedSecretAnalyzer>(With(body));

    [Fact]
    public Task It_is_silenced_with_a_reason() => Expect.SilenceAsync<ComparedSecretAnalyzer>(With("""
        #pragma warning disable OCT1104 // Reason: both are this process's own, and nobody outside sees when it answers.
        return credential.Text == text;
        #pragma warning restore OCT1104
        """));

    [Theory]
    [InlineData("return credential.Text == text;", "return CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(credential.Text)), SHA256.HashData(Encoding.UTF8.GetBytes(text)));")]
    [InlineData("return credential.Text != text;", "return !CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(credential.Text)), SHA256.HashData(Encoding.UTF8.GetBytes(text)));")]
    [InlineData("return string.Equals(text, credential.Text, StringComparison.Ordinal);", "return CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(text)), SHA256.HashData(Encoding.UTF8.GetBytes(credential.Text)));")]
    [InlineData("return lease.Read().Span.SequenceEqual(bytes);", "return CryptographicOperations.FixedTimeEquals(SHA256.HashData(lease.Read().Span), SHA256.HashData(bytes));")]
    [InlineData("string secret = text + text; return secret == text;", "string secret = text + text; return CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(secret)), SHA256.HashData(Encoding.UTF8.GetBytes(text)));")]
    public async Task It_is_mended(string before, string after) =>
        Assert.Equal(With(after), await Mending.ApplyAsync<ComparedSecretAnalyzer, FixedTimeFix>(With(before)));

    [Theory]
    [InlineData("return string.Equals(text, credential.Text, StringComparison.OrdinalIgnoreCase);")]
    [InlineData("return Any<OpenClaw.Tenancy.Exchange.TokenExchangeResult>().Token == text;")]
    public Task What_may_be_missing_or_meant_otherwise_is_not(string body) => Mending.IsNotOfferedAsync<ComparedSecretAnalyzer, FixedTimeFix>(With(body));

    private static string With(string body) => $$"""
        using System.Security.Cryptography;

        public static class Check
        {
            public static async Task<bool> IsAsync(PresentedCredential credential, OpenClaw.Tenancy.Secrets.SecretLease lease, string text, byte[] bytes)
            {
                await Task.Yield();
                {{body}}
            }

            private static T Any<T>() => throw new InvalidOperationException();
        }
        """;
}
