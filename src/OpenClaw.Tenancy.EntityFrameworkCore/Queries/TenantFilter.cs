using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using OpenClaw.Tenancy.EntityFrameworkCore.Binding;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Queries;

/// <summary>The filter by which an entity is read by its own tenant alone.</summary>
internal static class TenantFilter
{
    internal static LambdaExpression For(ParameterExpression row, IReadOnlyProperty tenant)
    {
        // EF Core puts the live context in the place of a context that the filter names.
        Expression context = Expression.Default(typeof(DbContext));
        Expression column = Expression.Call(typeof(EF), nameof(EF.Property), [tenant.ClrType], row, Expression.Constant(tenant.Name));
        string current = tenant.ClrType == typeof(string) ? nameof(TextOf) : nameof(TenantOf);
        Expression own = Expression.Equal(column, Call(current, context));
        return Expression.Lambda(
            tenant.IsNullable
                ? Expression.OrElse(own, Expression.AndAlso(Call(nameof(OwnsUnowned), context), Expression.Equal(column, Expression.Constant(null, tenant.ClrType))))
                : own,
            row);
    }

    /// <summary>Whether a tenant also has what belongs to nobody: where tenancy is off, and there alone.</summary>
    internal static bool OwnsUnowned(TenantId tenant) => tenant == TenantId.Default;

    private static TenantId TenantOf(DbContext context) => TenantBinding.Of(context).Tenant;

    private static string TextOf(DbContext context) => TenantBinding.Of(context).Tenant.ToString();

    private static bool OwnsUnowned(DbContext context) => OwnsUnowned(TenantBinding.Of(context).Tenant);

    private static MethodCallExpression Call(string method, Expression context) => Expression.Call(
        typeof(TenantFilter).GetMethod(method, System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static, [typeof(DbContext)])!, context);
}
