using System.Collections.Frozen;
using OpenClaw.Tenancy.Samples.ControlPlane.Hosting;

namespace OpenClaw.Tenancy.Samples.ControlPlane.Dispatch;

/// <summary>Where each runtime is reached. Which one serves a tenant is the directory's to say.</summary>
internal sealed class RuntimeRoutes(ControlPlaneOptions options)
{
    private readonly FrozenDictionary<string, Uri> _addresses = options.Tenants.ToFrozenDictionary(static t => t.Runtime, static t => t.Address, StringComparer.Ordinal);

    internal Uri? Find(string runtime) => _addresses.GetValueOrDefault(runtime);
}
