using OpenClaw.Tenancy.Samples.ControlPlane.Http;

namespace OpenClaw.Tenancy.Samples.ControlPlane.Exchange;

/// <summary>The form of a token exchange (RFC 8693). Each parameter stands once, and one that is not known is an error.</summary>
internal sealed record ExchangeForm(string SubjectToken, string? Tenant, IReadOnlyList<string>? Scopes)
{
    private const string GrantType = "urn:ietf:params:oauth:grant-type:token-exchange";
    private const string IdToken = "urn:ietf:params:oauth:token-type:id_token";
    private const string MediaType = "application/x-www-form-urlencoded";

    private static readonly string[] Known = ["grant_type", "subject_token", "subject_token_type", "tenant", "scope"];

    /// <exception cref="BadHttpRequestException">It is no such form.</exception>
    internal static async Task<ExchangeForm> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentType?.Split(';')[0].Trim().Equals(MediaType, StringComparison.OrdinalIgnoreCase) != true || request.Query.Count != 0)
        {
            throw ControlPlaneJson.Bad(cause: null);
        }

        IFormCollection form = await FormAsync(request, cancellationToken);

        // SECURITY: of two values one would be checked and the other used.
        bool sound = form.All(static p => Known.Contains(p.Key, StringComparer.Ordinal) && p.Value.Count == 1);
        return sound && form["grant_type"] == GrantType && form["subject_token_type"] == IdToken && form["subject_token"].ToString() is { Length: > 0 } token
            ? new ExchangeForm(token, Text(form, "tenant"), Text(form, "scope")?.Split(' '))
            : throw ControlPlaneJson.Bad(cause: null);
    }

    private static async Task<IFormCollection> FormAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await request.ReadFormAsync(cancellationToken);
        }
        catch (InvalidDataException exception)
        {
            throw ControlPlaneJson.Bad(exception);
        }
    }

    private static string? Text(IFormCollection form, string name) => form.TryGetValue(name, out Microsoft.Extensions.Primitives.StringValues value) ? value.ToString() : null;
}
