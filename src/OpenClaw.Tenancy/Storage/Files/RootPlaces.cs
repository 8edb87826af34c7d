using Microsoft.Win32.SafeHandles;
using OpenClaw.Tenancy.Storage.Files.Linux;

namespace OpenClaw.Tenancy.Storage.Files;

/// <summary>Where each tenant's root lies by the configuration, and how it is opened.</summary>
internal sealed class RootPlaces(TenantDirectoryOptions options)
{
    internal string? DefaultParent => options.BasePath is null ? null : options.BasePath + "/tenants";

    internal bool IsConfigured(TenantId tenant) => options.Roots.ContainsKey(tenant);

    /// <summary>The path of a tenant's root, or null where the configuration gives it none.</summary>
    internal string? PathOf(TenantId tenant) => options.Roots.TryGetValue(tenant, out string? path) ? path : DefaultOf(tenant);

    internal string? DefaultOf(TenantId tenant) => DefaultParent is null ? null : $"{DefaultParent}/{tenant}";

    /// <summary>Opens a tenant's root.</summary>
    /// <returns>A descriptor, or the negated error number.</returns>
    internal int Open(TenantId tenant, bool make)
    {
        if (options.Roots.TryGetValue(tenant, out string? path))
        {
            return make ? TrustedPath.OpenOrMake(path) : LinuxCalls.OpenTrusted(TrustedPath.Terminated(path), OpenFlags.Walk);
        }

        int parent = DefaultParent is null ? -Errno.NoEntry : TrustedPath.OpenOrMake(DefaultParent);
        if (parent < 0)
        {
            return parent;
        }

        // SECURITY: below the base nothing is the operator's own any more, so a link in the place of a root is not followed.
        using var directory = new SafeFileHandle(parent, ownsHandle: true);
        byte[] name = TrustedPath.Terminated(tenant.ToString());
        int opened = LinuxCalls.OpenAt(directory, name, OpenFlags.Walk | OpenFlags.NoFollow, 0);
        if (opened != -Errno.NoEntry || !make)
        {
            return opened;
        }

        int made = LinuxCalls.MakeDirectory(directory, name, 0x1c0);
        return made < 0 && made != -Errno.Exists ? made : LinuxCalls.OpenAt(directory, name, OpenFlags.Walk | OpenFlags.NoFollow, 0);
    }
}
