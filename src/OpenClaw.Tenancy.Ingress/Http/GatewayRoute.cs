using System.Collections.Immutable;

namespace OpenClaw.Tenancy.Ingress.Http;

/// <summary>A route of a gateway's HTTP interface that tenants reach: its method, its path and the scope that it takes.</summary>
internal sealed record GatewayRoute(string Method, string Path, string Scope)
{
    /// <summary>All of them: data. Whatever else a gateway serves is not relayed.</summary>
    internal static ImmutableArray<GatewayRoute> All { get; } =
    [
        new("POST", "/v1/chat/completions", "operator.write"),
        new("POST", "/v1/responses", "operator.write"),
        new("POST", "/tools/invoke", "operator.write"),
        new("GET", "/v1/models", "operator.read"),
    ];

    /// <summary>The action's name in records.</summary>
    internal string Action => $"gateway:{Method} {Path}";
}
