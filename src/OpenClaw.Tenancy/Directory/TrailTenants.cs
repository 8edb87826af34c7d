namespace OpenClaw.Tenancy.Directory;

/// <summary>Gives back the ids that a ledger names as texts.</summary>
public static class TrailTenants
{
    /// <summary>The id of a text: one of the directory's, one of the two that the library has, or one that can be made of its text.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="text">The text of an id, as a ledger keeps it.</param>
    /// <returns>The id.</returns>
    /// <exception cref="InvalidDataException">It is none of these: the id of an identity provider's tenant that is in no directory.</exception>
    public static TenantId Find(TenantDirectory directory, string text)
    {
        ArgumentNullException.ThrowIfNull(directory);
        ArgumentNullException.ThrowIfNull(text);
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
