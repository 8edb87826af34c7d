using OpenClaw.Tenancy.Analyzers.Secrets;
using OpenClaw.Tenancy.Analyzers.Tests.Support;

namespace OpenClaw.Tenancy.Analyzers.Tests.Secrets;

/// <summary>OCT1106: no secret goes to a logger.</summary>
public sealed class LoggedSecretTests
{
    [Theory]
    [InlineData("""logger.LogInformation("issued {Key}", [|key.Text|]);""")]
    [InlineData("""logger.LogInformation("issued {Key}", [|key|]);""")]
    [InlineData("""logger.LogInformation("issued {@Key} to {User}", [|key|], "u");""")]
    [InlineData("""logger.LogError(new InvalidOperationException(), $"refused {[|credential.Text|]}");""")]
    [InlineData("""logger.LogWarning("refused " + [|credential.Text|]);""")]
    [InlineData("""string shown = credential.Text; logger.LogDebug("refused {Text}", [|shown|]);""")]
    [InlineData("""logger.LogTrace("{Secret}", [|Encoding.UTF8.GetString(lease.Read().Span)|]);""")]
    [InlineData("""using (logger.BeginScope("{Key}", [|key.Text|])) { }""")]
    [InlineData("""logger.Log(LogLevel.Information, default, [|key.Text|], null, (s, _) => s);""")]
    [InlineData("""Issued(logger, [|key.Text|]);""")]
    [InlineData("""var issued = LoggerMessage.Define<string>(LogLevel.Information, default, "issued {Key}"); issued(logger, [|key.Text|], null);""")]
    [InlineData("""logger.LogInformation("token {Token}", [|await issuer.IssueAsync(request, default)|]);""")]
    [InlineData("""logger.LogInformation("{Ring}", [|OpenClaw.Tenancy.Tokens.TokenKeyRing.CreateEs256()|]);""")]
    public Task A_secret_in_a_log_is_reported(string body) => Expect.ReportsAsync<LoggedSecretAnalyzer>("OCT1106", With(body));

    [Theory]
    [InlineData("""logger.LogInformation("issued {Key}", key.Entry.Id);""")]
    [InlineData("""logger.LogInformation("opened {Name} {Version}", lease.Name, lease.Version);""")]
    [InlineData("""logger.LogInformation("of {Length}", credential.Text.Length);""")]
    [InlineData("""Verify(logger, credential.Text);""")]
    [InlineData("""logger.LogInformation("{Reason}", result.Reason);""")]
    [InlineData("""Console.WriteLine(key.Text);""")]
    public Task Other_arguments_are_not(string body) => Expect.SilenceAsync<LoggedSecretAnalyzer>(With(body));

    [Fact]
    public Task It_is_silenced_with_a_reason() => Expect.SilenceAsync<LoggedSecretAnalyzer>(With("""
        #pragma warning disable OCT1106 // Reason: the first key of a new installation is shown once, to whoever started it.
        logger.LogInformation("{Key}", key.Text);
        #pragma warning restore OCT1106
        """));

    private static string With(string body) => $$"""
        using OpenClaw.Tenancy.Administration;

        public static partial class Log
        {
            public static async Task WriteAsync(
                ILogger logger, IssuedApiKey key, PresentedCredential credential, OpenClaw.Tenancy.Secrets.SecretLease lease, ITenantTokenIssuer issuer, TenantTokenRequest request, OpenClaw.Tenancy.Exchange.TokenExchangeResult result)
            {
                await Task.Yield();
                {{body}}
            }

            [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "issued {Key}")]
            private static partial void Issued(ILogger logger, string key);

            private static partial void Issued(ILogger logger, string key) { }

            private static void Verify(ILogger logger, string text) { }
        }
        """;
}
