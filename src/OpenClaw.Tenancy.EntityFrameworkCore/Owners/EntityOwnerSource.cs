using System.Globalization;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Owners;

/// <summary>Says whether the caller's own tenant has a row of this id. It looks at no other tenant's rows: there the same id may stand as well.</summary>
/// <typeparam name="TContext">The host's context.</typeparam>
/// <typeparam name="TEntity">The kind of resource.</typeparam>
internal sealed class EntityOwnerSource<TContext, TEntity>(TContext context) : IResourceOwnerSource<TEntity>
    where TContext : DbContext
    where TEntity : class
{
    public async ValueTask<TenantId?> FindOwnerAsync(string id, CancellationToken cancellationToken)
    {
        TenantId own = context.GetTenant();
        IProperty key = KeyBesideTenant(context.Model.FindEntityType(typeof(TEntity)));
        if (ValueOf(key.ClrType, id) is not { } value)
        {
            return null;
        }

        ParameterExpression row = Expression.Parameter(typeof(TEntity), "row");
        Expression column = Expression.Call(typeof(EF), nameof(EF.Property), [key.ClrType], row, Expression.Constant(key.Name));

        // A member of an object, and not a constant: one compiled query serves every id.
        Expression wanted = Expression.Convert(Expression.Property(Expression.Constant(new Wanted(value)), nameof(Wanted.Value)), key.ClrType);
        bool found = await context.Set<TEntity>()
            .AnyAsync(Expression.Lambda<Func<TEntity, bool>>(Expression.Equal(column, wanted), row), cancellationToken).ConfigureAwait(false);
        return found ? own : null;
    }

    private static IProperty KeyBesideTenant(IEntityType? entity)
    {
        IProperty? tenant = entity is null ? null : TenancyModel.TenantPropertyOf(entity) as IProperty;
        IProperty[] rest = [.. (entity?.FindPrimaryKey()?.Properties ?? []).Where(p => p != tenant)];
        return rest.Length == 1 ? rest[0] : throw new TenancyConfigurationException(
            [$"The primary key of {typeof(TEntity).Name} is not its tenant and one id, so no id of a route names one row. Register an IResourceOwnerSource<{typeof(TEntity).Name}> of the host's own."]);
    }

    // An id has one spelling: what the type would also read as the same value is no id.
    private static object? ValueOf(Type type, string id) =>
        type == typeof(string) ? id
        : type == typeof(Guid) && Guid.TryParseExact(id, "D", out Guid guid) && string.Equals(guid.ToString("D"), id, StringComparison.Ordinal) ? guid
        : type == typeof(int) && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && string.Equals(number.ToString(CultureInfo.InvariantCulture), id, StringComparison.Ordinal) ? number
        : type == typeof(long) && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out long big) && string.Equals(big.ToString(CultureInfo.InvariantCulture), id, StringComparison.Ordinal) ? big
        : null;

    private sealed record Wanted(object Value);
}
