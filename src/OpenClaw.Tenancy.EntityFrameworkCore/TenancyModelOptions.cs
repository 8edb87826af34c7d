using OpenClaw.Tenancy.EntityFrameworkCore.Modeling;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.EntityFrameworkCore;

/// <summary>Says how the entities of a context belong to tenants. Used while the options of the context are made, by one thread.</summary>
/// <remarks>An entity that implements <see cref="ITenantOwned"/> needs no word here. One that says nothing refuses the model.</remarks>
public sealed class TenancyModelOptions
{
    private readonly SortedDictionary<string, string> _owned = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _shared = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _excepted = new(StringComparer.Ordinal);
    private string _column = "TenantId";
    private bool _rewrites;

    /// <summary>Sets the name of the column that holds the tenant, where an entity does not set its own. Default: <c>TenantId</c>.</summary>
    /// <param name="name">The name of the column.</param>
    /// <returns>These options.</returns>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public TenancyModelOptions TenantColumn(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        _column = name;
        return this;
    }

    /// <summary>Makes an entity tenant-owned that does not implement <see cref="ITenantOwned"/>.</summary>
    /// <typeparam name="TEntity">The entity.</typeparam>
    /// <param name="property">
    /// The name of its property of type <see cref="TenantId"/> or <see cref="string"/>. Default: a shadow property <c>Tenant</c>.
    /// </param>
    /// <returns>These options.</returns>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public TenancyModelOptions Owned<TEntity>(string property = nameof(ITenantOwned.Tenant))
        where TEntity : class
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(property);
        _owned[NameOf<TEntity>()] = property;
        return this;
    }

    /// <summary>Lets an entity belong to no tenant: every tenant reads it, and a context that is bound to a tenant does not write it.</summary>
    /// <typeparam name="TEntity">The entity.</typeparam>
    /// <param name="reason">Why nothing in it is any tenant's, for whoever reviews the model.</param>
    /// <returns>These options.</returns>
    /// <exception cref="ArgumentException">The reason is empty.</exception>
    public TenancyModelOptions SharedAcrossTenants<TEntity>(string reason)
        where TEntity : class
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        _shared[NameOf<TEntity>()] = reason;
        return this;
    }

    /// <summary>Puts the tenant in front of every foreign key between tenant-owned entities, and adds the alternate key that it needs. This changes the schema.</summary>
    /// <returns>These options.</returns>
    public TenancyModelOptions RewriteForeignKeys()
    {
        _rewrites = true;
        return this;
    }

    /// <summary>Lets the unique keys of an entity begin with something else than the tenant: whoever guesses a value then learns whether some tenant holds it.</summary>
    /// <typeparam name="TEntity">The entity: alone in one table, with no part that is kept as JSON or in a table of its own.</typeparam>
    /// <param name="reason">Why that tells nothing, for whoever reviews the model.</param>
    /// <returns>These options.</returns>
    /// <exception cref="ArgumentException">The reason is empty.</exception>
    public TenancyModelOptions Except<TEntity>(string reason)
        where TEntity : class
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        _excepted[NameOf<TEntity>()] = reason;
        return this;
    }

    internal TenancyModelSettings Freeze() => new(_column, _rewrites, _owned, _shared, _excepted);

    private static string NameOf<TEntity>() => typeof(TEntity).FullName ?? typeof(TEntity).Name;
}
