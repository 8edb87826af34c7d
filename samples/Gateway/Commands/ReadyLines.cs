using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.Samples.Gateway.Commands;

/// <summary>What to type to see the gateway answer, with tokens that are good for the next minutes.</summary>
internal static class ReadyLines
{
    private static readonly string[] Tenants = ["acme", "globex"];

    internal static async Task WriteAsync(WebApplication app, string? pinned, TextWriter output, CancellationToken cancellationToken)
    {
        string url = app.Urls.First();
        if (app.Services.GetService<ITenantTokenIssuer>() is not { } issuer)
        {
            await output.WriteLineAsync($"Listening on {url} for the control plane alone.");
            await output.FlushAsync(cancellationToken);
            return;
        }

        await output.WriteLineAsync($"Listening on {url}. The tokens below live for 300 seconds; 'token --tenant acme --subject you' makes more.");
        foreach (string tenant in Tenants.Where(t => pinned is null || t == pinned))
        {
            TenantId id = TenantId.From(tenant);
            string token = await issuer.IssueAsync(
                TokenCommand.Request(id, $"{tenant}-user", TokenCommand.ScopesOf("member", id), lifetime: null), cancellationToken);
            await output.WriteLineAsync($$"""

                # {{tenant}}
                curl -s -H 'Authorization: Bearer {{token}}' -H 'Content-Type: application/json' -d '{"message":"hello from {{tenant}}"}' {{url}}/api/v1/chat
                curl -s -H 'Authorization: Bearer {{token}}' {{url}}/api/v1/sessions
                """);
        }

        await WriteSecretLinesAsync(issuer, pinned ?? Tenants[0], url, output, cancellationToken);
        if (pinned is null)
        {
            string token = await issuer.IssueAsync(TokenCommand.Request(TenantId.Platform, "operator", ["operator.admin"], lifetime: null), cancellationToken);
            await output.WriteLineAsync($$"""

                # the platform's operator: a tenant more, whose answer holds its owner's key
                curl -s -H 'Authorization: Bearer {{token}}' -H 'Content-Type: application/json' -d '{"id":"umbrella","name":"Umbrella"}' {{url}}/api/v1/tenants
                """);
        }

        await output.FlushAsync(cancellationToken);
    }

    private static async Task WriteSecretLinesAsync(ITenantTokenIssuer issuer, string tenant, string url, TextWriter output, CancellationToken cancellationToken)
    {
        TenantId id = TenantId.From(tenant);
        string token = await issuer.IssueAsync(TokenCommand.Request(id, $"{tenant}-admin", TokenCommand.ScopesOf("admin", id), lifetime: null), cancellationToken);
        await output.WriteLineAsync($$"""

            # {{tenant}}'s admin: a secret, of which the names alone come out
            curl -s -X PUT -H 'Authorization: Bearer {{token}}' -H 'Content-Type: application/json' -d '{"value":"a key of {{tenant}}"}' {{url}}/api/v1/secrets/llm_api_key
            curl -s -H 'Authorization: Bearer {{token}}' {{url}}/api/v1/secrets
            """);
    }
}
