using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.Claims;

/// <summary>What one container's issuers and engine have in common. A claim of another realm is no claim here.</summary>
internal sealed class TenancyRealm
{
    internal TenancyRealm(TenancyMode mode, ScopeLattice lattice, TenantDirectory directory, TimeProvider time, GrantSeal? seal = null)
    {
        // A process that serves one tenant lets nobody in from another, whatever was granted.
        Seal = mode == TenancyMode.Shared ? seal : null;
        (Mode, Lattice, Directory, Time, Steady) = (mode, lattice, directory, time, new SteadyClock(time));
        HostClaim = mode == TenancyMode.Disabled ? MakeHostClaim() : null;
    }

    internal TenancyMode Mode { get; }

    internal ScopeLattice Lattice { get; }

    internal TenantDirectory Directory { get; }

    internal TimeProvider Time { get; }

    /// <summary>The clock by which claims end.</summary>
    internal SteadyClock Steady { get; }

    /// <summary>By what break-glass grants are known to be real; null where none counts.</summary>
    internal GrantSeal? Seal { get; }

    /// <summary>The claim under which a host without tenancy acts: the default tenant's, with every scope, for ever. Null in every other mode.</summary>
    internal VerifiedTenantClaim? HostClaim { get; }

    /// <summary>Whether the scopes of a tenant's claims are global: the platform's are, and those of a host without tenancy.</summary>
    internal bool IsGlobal(TenantId tenant) => tenant == TenantId.Platform || Mode == TenancyMode.Disabled;

    /// <summary>A scope on the axis on which claims of a tenant hold theirs.</summary>
    internal TenantScopedScope OnAxisOf(TenantId tenant, string name) => IsGlobal(tenant) ? TenantScopedScope.Global(name) : TenantScopedScope.ForTenant(name, tenant);

    private VerifiedTenantClaim MakeHostClaim()
    {
        const string Host = "host";
        Directory.TryFind(TenantId.Default.ToString(), out TenantEntry? entry);
        var liveness = new Liveness(Directory, entry!, Host, Host, credentialId: null);
        return new VerifiedTenantClaim(
            this, Host, Host, credentialId: null, ScopeSet.Everything(Lattice), in liveness, DateTimeOffset.MinValue, DateTimeOffset.MaxValue.UtcTicks);
    }
}
