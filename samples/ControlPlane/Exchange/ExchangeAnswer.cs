using OpenClaw.Tenancy.Exchange;

namespace OpenClaw.Tenancy.Samples.ControlPlane.Exchange;

/// <summary>A tenant token, as RFC 8693 hands it out.</summary>
internal sealed record ExchangeAnswer(string AccessToken, string IssuedTokenType, string TokenType, long ExpiresIn)
{
    public override string ToString() => nameof(ExchangeAnswer);

    internal static ExchangeAnswer Of(TokenExchangeResult result, DateTimeOffset now) => new(
        result.Token!, "urn:ietf:params:oauth:token-type:access_token", "Bearer", Math.Max(0, (long)(result.ExpiresAt - now).TotalSeconds));
}
