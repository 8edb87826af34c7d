using OpenClaw.Tenancy.PostgreSql.Settings;

namespace OpenClaw.Tenancy.PostgreSql;

/// <summary>Says how a context and its database keep rows apart. Used while the options of the context are made, by one thread.</summary>
public sealed class TenantRowSecurityOptions
{
    private readonly SortedDictionary<string, string> _excepted = new(StringComparer.Ordinal);
    private RowSecurityKey[]? _keys;
    private bool _unsigned;
    private string? _role;
    private string _schema = "openclaw_tenancy";
    private TimeSpan? _lifetime;

    /// <summary>Names the database role that the application logs in as. It must exist, must not own the tables, and gets what it needs by the script. There is no default.</summary>
    /// <param name="name">The name of the role, as it is written in the catalogue.</param>
    /// <returns>These options.</returns>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public TenantRowSecurityOptions AppRole(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        _role = name;
        return this;
    }

    /// <summary>Names the schema of the library's own table and functions. Default: <c>openclaw_tenancy</c>.</summary>
    /// <param name="name">A schema that holds nothing else.</param>
    /// <returns>These options.</returns>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public TenantRowSecurityOptions Schema(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        _schema = name;
        return this;
    }

    /// <summary>Signs the tenant setting, so that injected SQL cannot name another tenant. Bound to the server process of the connection, unless <see cref="BindToExpiry"/> is called.</summary>
    /// <param name="key">The key that signs.</param>
    /// <param name="accepted">Other keys whose signatures count too, while a key is changed.</param>
    /// <returns>These options.</returns>
    /// <exception cref="ArgumentException">Two keys have the same id.</exception>
    public TenantRowSecurityOptions SignedSetting(RowSecurityKey key, params ReadOnlySpan<RowSecurityKey> accepted)
    {
        ArgumentNullException.ThrowIfNull(key);
        _keys = [key, .. accepted];
        return _keys.DistinctBy(static k => k.Id).Count() == _keys.Length ? this : throw new ArgumentException(
            "Two keys have the same id. Give each key an id of its own.", nameof(accepted));
    }

    /// <summary>Leaves the tenant setting unsigned: it stops a forgotten filter, and not SQL that an attacker injects.</summary>
    /// <returns>These options.</returns>
    public TenantRowSecurityOptions UnsignedSetting()
    {
        _unsigned = true;
        return this;
    }

    /// <summary>Binds the signature to a moment instead of a server process, for a pooler such as PgBouncer in transaction mode.</summary>
    /// <param name="lifetime">How long after its making a signature may still begin a transaction: 5 seconds to 10 minutes, the clocks' difference included.</param>
    /// <returns>These options.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The lifetime is outside its range.</exception>
    public TenantRowSecurityOptions BindToExpiry(TimeSpan lifetime)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lifetime, TimeSpan.FromSeconds(5));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lifetime, TimeSpan.FromMinutes(10));
        _lifetime = lifetime;
        return this;
    }

    /// <summary>Lets the start-up check pass over one object: a table, a view, a function, an index or a constraint.</summary>
    /// <param name="name">The object as <c>schema.name</c>, as the check's report wrote it.</param>
    /// <param name="reason">Why it shows nothing of a tenant, for whoever reviews the host.</param>
    /// <returns>These options.</returns>
    /// <exception cref="ArgumentException">One of the texts is empty.</exception>
    public TenantRowSecurityOptions Except(string name, string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        _excepted[name] = reason;
        return this;
    }

    internal RowSecuritySettings Freeze()
    {
        List<string> errors = [];
        if (_role is null)
        {
            errors.Add("Row-level security needs the role that the application logs in as. Call AppRole in UseTenantRowSecurity.");
        }

        if ((_keys is null) != _unsigned)
        {
            errors.Add("Say how the tenant setting is kept: call SignedSetting with a key, or UnsignedSetting, and one of them alone, in UseTenantRowSecurity.");
        }

        if (_lifetime is not null && _keys is null)
        {
            errors.Add("BindToExpiry binds a signature, and there is none. Call SignedSetting with a key, or leave BindToExpiry out.");
        }

        return errors.Count == 0 ? new RowSecuritySettings(_role!, _schema, _keys ?? [], _lifetime, [.. _excepted.Keys]) : throw new TenancyConfigurationException(errors);
    }
}
