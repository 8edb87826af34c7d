using Microsoft.AspNetCore.Http;

namespace OpenClaw.Tenancy.Testing.Tests.Probing.Hosts;

/// <summary>Who asks, for which tenant, and what a refusal leaves.</summary>
public sealed class Door(string hole)
{
    private static readonly Dictionary<string, string> Tokens = new()
    {
        ["of-acme"] = "acme", ["of-globex"] = "globex", ["of-initech"] = "initech", ["of-acme-revoked"] = "acme",
    };

    private long _records;

    public long Records => Interlocked.Read(ref _records);

    public bool Is(string name) => hole == name;

    /// <summary>The tenant of the caller, or a refusal.</summary>
    public (string? Tenant, IResult? Refusal) Enter(HttpContext context)
    {
        string? selected = context.Request.Headers["X-Tenant-Id"] is [.., { } last] ? last : null;
        string text = context.Request.Headers.Authorization.ToString();
        if (text.Length == 0 && Is("nobody-is-somebody"))
        {
            return ("acme", null);
        }

        if (text.Length == 0 && Is("selector-alone") && selected is not null)
        {
            return (selected, null);
        }

        if (!text.StartsWith("Bearer ", StringComparison.Ordinal) || !Tokens.TryGetValue(text["Bearer ".Length..], out string? tenant))
        {
            return (null, Refuse(401, "claim_missing"));
        }

        if ((tenant == "initech" && !Is("suspended-served")) || (text.EndsWith("revoked", StringComparison.Ordinal) && !Is("revoked-served")))
        {
            return (null, Refuse(401, "token_invalid"));
        }

        return Select(context, tenant);
    }

    public IResult Refuse(int status, string code)
    {
        Interlocked.Increment(ref _records);
        return Results.Json(new { code }, statusCode: status);
    }

    /// <summary>Takes the last record back, or writes one more.</summary>
    public void Miscount(int by) => Interlocked.Add(ref _records, by);

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
