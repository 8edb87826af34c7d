using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Storage;

namespace OpenClaw.Tenancy.Samples.Ingress.Hosting;

/// <summary>Says which agents a shared gateway must have: one for each of its tenants, under the name that the guard knows it by.</summary>
internal static class SharedAgents
{
    internal static async Task WriteAsync(IngressConfig config, TextWriter output)
    {
        foreach (KnownGateway gateway in config.Gateways.Where(static g => g.Shared))
        {
            foreach (ServedTenant tenant in config.Tenants.Where(t => t.Runtime == gateway.Runtime))
            {
                string agent = new OpenClawAgentName(TenantId.From(tenant.Id), AgentId.From("main")).AgentId;
                await output.WriteLineAsync($$"""openclaw gateway call agents.create --url {{SocketAddress.Of(gateway.Address)}} --token "${{gateway.TokenVariable}}" --params '{"name":"{{agent}}"}' # {{tenant.Id}}""");
            }
        }
    }
}
