namespace OpenClaw.Tenancy.Storage;

/// <summary>Names for a host that keeps each tenant in a database or a schema of its own.</summary>
/// <remarks>Pure functions, safe for use by many threads.</remarks>
public static class TenantDatabaseNames
{
    private const string Direct = "t_";
    private const string Hashed = "h_";

    // An identifier of PostgreSQL ends at 63 bytes, and what is longer is cut without an error.
    private const int MaxIdentifier = 63;

    /// <summary>The name of the tenant's schema or database: an SQL identifier that needs no quotes, and no keyword.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <returns>
    /// <c>t_</c> and the id with <c>_</c> for each <c>-</c>; ids of 62 and 63 characters, which do not fit, become <c>h_</c> and the
    /// base32 text of a whole SHA-256. At most 63 characters of <c>a-z 0-9 _</c>.
    /// </returns>
    /// <exception cref="ArgumentNullException">The tenant is null.</exception>
    public static string SchemaName(TenantId tenant)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        string id = tenant.ToString();

        // INVARIANT: an id holds no underscore, so that the exchange loses nothing.
        return Direct.Length + id.Length <= MaxIdentifier ? Direct + id.Replace('-', '_') : FieldDigest.Name(Hashed, "sql-schema", id);
    }

    /// <summary>The name of the tenant's database file: the id and <c>.db</c>.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <returns>A file's name in lower case, which is no name of a device.</returns>
    /// <exception cref="ArgumentNullException">The tenant is null.</exception>
    public static string FileName(TenantId tenant)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        return $"{tenant}.db";
    }
}
