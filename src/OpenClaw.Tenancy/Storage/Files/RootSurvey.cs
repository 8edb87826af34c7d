using Microsoft.Win32.SafeHandles;
using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.Storage.Files;

/// <summary>Looks at all roots that are known at start, and says everything that is wrong with them.</summary>
internal static class RootSurvey
{
    /// <summary>Looks anew at the roots that are configured and at those of known tenants, and claims none for longer.</summary>
    internal static List<string> Run(TenantDirectoryOptions options, TenantDirectory directory)
    {
        var places = new RootPlaces(options);
        IEnumerable<TenantId> known = directory.Entries.Select(static e => e.Id)
            .Where(tenant => places.IsConfigured(tenant) || places.DefaultParent is not null);
        return Run(places, new RootClaims(places), options.Roots.Keys.Union(known));
    }

    /// <summary>Claims the roots of tenants. Configured ones are made where they are missing; default ones only once their tenant comes.</summary>
    internal static List<string> Run(RootPlaces places, RootClaims claims, IEnumerable<TenantId> tenants)
    {
        var errors = new List<string>();
        if (places.DefaultParent is { } parent)
        {
            int descriptor = TrustedPath.OpenOrMake(parent);
            if (descriptor < 0)
            {
                return [$"TenantDirectoryOptions.BasePath cannot be opened or made (error {-descriptor}). Name a directory that the service account owns."];
            }

            using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
            if (ConfinedDirectory.Of(handle).IsWritableByOthers)
            {
                errors.Add("The directory 'tenants' below TenantDirectoryOptions.BasePath can be written by every user of the machine. Take that right away (chmod o-w).");
            }

            claims.ReserveDefaultParent(RootPosition.Read(handle, parent));
        }

        foreach (TenantId tenant in tenants)
        {
            claims.Open(tenant, make: places.IsConfigured(tenant), out _, out string? refusal)?.Dispose();
            if (refusal is not null)
            {
                errors.Add(refusal);
            }
        }

        return errors;
    }
}
