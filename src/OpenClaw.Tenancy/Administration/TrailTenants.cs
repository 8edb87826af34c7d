using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.Administration;

/// <summary>Gives back the ids that lines name.</summary>
internal static class TrailTenants
{
    /// <summary>The id of a text: one of the directory's, one of the two that the library has, or one that can be made of its text.</summary>
    /// <exception cref="InvalidDataException">It is none of these: the id of an identity provider's tenant that is in no directory.</exception>
    internal static TenantId Find(TenantDirectory directory, string text)
    {
        if (directory.TryFind(text, out TenantEntry? entry))
        {
            return entry.Id;
        }

        if (TenantId.TryFrom(text, out TenantId? id))
        {
            return id;
        }

        return new[] { TenantId.Platform, TenantId.Default }.FirstOrDefault(known => string.Equals(known.ToString(), text, StringComparison.Ordinal))
            ?? throw new InvalidDataException("A record names a tenant that the directory does not know, and whose id has no other way back. Register the tenant again, or read the file itself.");
    }
}
