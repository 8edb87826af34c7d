using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Queries;

/// <summary>Reads what a bulk update sets.</summary>
internal static class UpdateTargets
{
    /// <summary>The types whose members are set.</summary>
    /// <exception cref="TenantMismatchException">A tenant is set, or something whose name cannot be read.</exception>
    internal static List<Type> Of(MethodCallExpression update, TenancyModelReport report)
    {
        // SECURITY: a form of setters that is not known here is refused, because it could set the tenant.
        if (update.Arguments[1] is not NewArrayExpression setters)
        {
            throw Refused();
        }

        List<Type> types = [];
        foreach (Expression setter in setters.Expressions)
        {
            (Type type, string name) = setter is NewExpression { Arguments.Count: 2 } pair ? Selected(pair.Arguments[0]) : throw Refused();
            if (report.TenantProperties.Values.Contains(name))
            {
                throw Refused();
            }

            types.Add(type);
        }

        return types;
    }

    private static (Type Type, string Name) Selected(Expression selector)
    {
        Expression body = Bare(Bare(selector) is LambdaExpression lambda ? lambda.Body : throw Refused());
        return body switch
        {
            MemberExpression { Expression: { } row } member => (row.Type, member.Member.Name),
            MethodCallExpression { Method: { Name: nameof(EF.Property) } method } call
                when method.DeclaringType == typeof(EF) && call.Arguments[1] is ConstantExpression { Value: string name } => (Bare(call.Arguments[0]).Type, name),
            _ => throw Refused(),
        };
    }

    private static Expression Bare(Expression expression)
    {
        while (expression is UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked or ExpressionType.Quote or ExpressionType.TypeAs } unary)
        {
            expression = unary.Operand;
        }

        return expression;
    }

    private static TenantMismatchException Refused() => new(
        "A bulk update sets the tenant, or a property whose name cannot be read. A row stays its tenant's; name each other property by a member or a constant.");
}
