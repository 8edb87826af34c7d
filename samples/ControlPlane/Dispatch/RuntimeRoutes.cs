using System.Collections.Frozen;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Exchange;
using OpenClaw.Tenancy.Samples.ControlPlane.Hosting;
using OpenClaw.Tenancy.Secrets.Dispatch;

namespace OpenClaw.Tenancy.Samples.ControlPlane.Dispatch;

/// <summary>The runtimes, each the deployment of one tenant. Which one serves a tenant is the directory's to say.</summary>
internal sealed class RuntimeRoutes : IDisposable
{
    private readonly TenantDirectory _directory;
    private readonly FrozenDictionary<string, RuntimeDeployment> _deployments;

    public RuntimeRoutes(TenantDirectory directory, RuntimeTokens tokens, ControlPlaneOptions options, TimeProvider time)
    {
        _directory = directory;
        _deployments = options.Tenants.ToFrozenDictionary(
            static t => t.Runtime, t => new RuntimeDeployment(t.Address, new HttpMessageInvoker(Chain(t, tokens, options.ToDispatch(), time))), StringComparer.Ordinal);
    }

    /// <summary>The deployment that the directory names for a tenant, or null.</summary>
    internal RuntimeDeployment? Find(TenantId tenant) =>
        _directory.TryFind(tenant.ToString(), out TenantEntry? entry) && entry.RuntimeId is { } runtime ? _deployments.GetValueOrDefault(runtime) : null;

    public void Dispose()
    {
        foreach (RuntimeDeployment deployment in _deployments.Values)
        {
            deployment.Chain.Dispose();
        }
    }

    // SECURITY: outermost whose request it is, asked before each attempt; inside of it the token, which is good for one attempt and so made
    // for each; innermost the sockets, which no other tenant's runtime shares. A redirect would take the token elsewhere.
    private static TenantDispatchHandler Chain(ServedTenant tenant, RuntimeTokens tokens, TenantDispatchOptions options, TimeProvider time) => new(TenantId.From(tenant.Id), options, time)
    {
        InnerHandler = new RuntimeAnswerHandler
        {
            InnerHandler = new RuntimeTokenHandler(tokens, tenant.Runtime)
            {
                InnerHandler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(5), PooledConnectionLifetime = TimeSpan.FromMinutes(2) },
            },
        },
    };
}
