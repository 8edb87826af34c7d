using Microsoft.AspNetCore.Http;
using OpenClaw.Tenancy.Testing.Probing;

namespace OpenClaw.Tenancy.Testing.Tests.Probing.Hosts;

/// <summary>Who asks, for which tenant, and what a refusal leaves.</summary>
public sealed class Door(string hole)
{
    /// <summary>Of a caller of acme who is ended while a socket of his is open.</summary>
    public const string Leaver = "of-acme-leaver";

    // The stranger's name begins the owner's.
    private static readonly Dictionary<string, string> Tokens = new()
    {
        ["of-acme"] = "acme", [Leaver] = "acme", ["of-acme-eu"] = "acme-eu",
    };

    // Credentials that are good for nothing, with the tenant that they name and the hole by which they are served.
    private static readonly Dictionary<string, (string Tenant, string Hole)> Ended = new()
    {
        ["of-initech"] = ("initech", "suspended-served"),
        ["of-acme-eu-revoked"] = ("acme-eu", "revoked-served"),
        ["of-acme-eu-expired"] = ("acme-eu", "expired-served"),
        ["of-acme-eu-by-another-key"] = ("acme-eu", "signature-unchecked"),
        ["of-acme-eu-for-another-host"] = ("acme-eu", "audience-unchecked"),
        ["of-acme-eu-and-of-acme"] = ("acme-eu", "first-of-two-claims"),
    };

    private volatile bool _hasLeft;
    private long _records;

    /// <summary>The callers whom a host must refuse.</summary>
    public static IEnumerable<ProbeTenant> Refused => Ended.Select(static e => ProbeTenant.Bearer(e.Value.Tenant, e.Key));

    public long Records => Interlocked.Read(ref _records);

    public bool Is(string name) => hole == name;

    /// <summary>The tenant of the caller, or a refusal.</summary>
    public (string? Tenant, IResult? Refusal) Enter(HttpContext context)
    {
        string? selected = context.Request.Headers["X-Tenant-Id"] is [.., { } last] ? last : null;
        string text = context.Request.Headers.Authorization.ToString();
        if (text.Length == 0 && Is("nobody-is-somebody"))
        {
            return ("acme-eu", null);
        }

        if (text.Length == 0 && Is("selector-alone") && selected is not null)
        {
            return (selected, null);
        }

        string token = text.StartsWith("Bearer ", StringComparison.Ordinal) ? text["Bearer ".Length..] : Misplaced(context.Request);
        if (Is("bad-key-falls-to-host") && text.Length != 0 && !Tokens.ContainsKey(token) && context.Request.Host.Host.Split('.') is [{ } named, ..] && Tokens.ContainsValue(named))
        {
            return (named, null);
        }

        return TenantOf(token) is { } tenant ? Select(context, tenant) : (null, Refuse(401, text.Length == 0 ? "claim_missing" : "token_invalid"));
    }

    /// <summary>What is done for a caller who was let in.</summary>
    public Task<IResult> With(HttpContext context, Func<string, IResult> work)
    {
        (string? tenant, IResult? refusal) = Enter(context);
        return Task.FromResult(tenant is null ? refusal! : work(tenant));
    }

    /// <summary>Ends the caller who leaves.</summary>
    public void End() => _hasLeft = true;

    /// <summary>Whether the caller of a request is still let in, while the request goes on; with a hole anybody.</summary>
    public bool Lives(HttpContext context, string but) => !_hasLeft || Is(but) || context.Request.Headers.Authorization != $"Bearer {Leaver}";

    public IResult Absent() => Refuse(404, "not_found");

    public IResult Refuse(int status, string code)
    {
        Interlocked.Increment(ref _records);
        return Results.Json(new { code }, statusCode: status);
    }

    /// <summary>Takes the last record back, or writes one more.</summary>
    public void Miscount(int by) => Interlocked.Add(ref _records, by);

    private string? TenantOf(string token) => token == Leaver && _hasLeft ? null
        : Tokens.GetValueOrDefault(token) ?? (Ended.TryGetValue(token, out (string Tenant, string Hole) ended) && Is(ended.Hole) ? ended.Tenant : null);

    private string Misplaced(HttpRequest request) =>
        Is("token-in-query") ? request.Query["access_token"].ToString()
        : Is("token-in-sub-protocol") ? request.Headers.SecWebSocketProtocol.ToString().Split(',')[^1].Trim()
        : string.Empty;

    private (string? Tenant, IResult? Refusal) Select(HttpContext context, string tenant)
    {
        string?[] named = [.. context.Request.Headers["X-Tenant-Id"]];
        if (Is("last-of-a-list") && named is [{ } list] && list.Split(", ") is [{ } first, { } second] && first == tenant)
        {
            return (second, null);
        }

        if (Is("selector-tells-tenants") && named is [{ } only] && !Tokens.ContainsValue(only))
        {
            return (null, Refuse(404, "no_such_tenant"));
        }

        if (Is("selector-in-capitals") && named is [{ } folded] && Tokens.Values.FirstOrDefault(t => t != folded && t.Equals(folded, StringComparison.OrdinalIgnoreCase)) is { } meant)
        {
            return (meant, null);
        }

        if (Is("selector-for-all") && named is ["*"])
        {
            return ("*", null);
        }

        if (named.Any(n => n != tenant))
        {
            return (null, Refuse(403, "selector_mismatch"));
        }

        if (Is("tenant-from-header") && context.Request.Headers["X-Tenant"].ToString() is { Length: > 0 } header)
        {
            return (header, null);
        }

        if (Is("tenant-from-query") && context.Request.Query["tenant_id"].ToString() is { Length: > 0 } query)
        {
            return (query, null);
        }

        string host = context.Request.Headers["X-Forwarded-Host"].ToString().Split('.')[0];
        return (Is("tenant-from-forwarded-host") && host.Length != 0 ? host : tenant, null);
    }
}
