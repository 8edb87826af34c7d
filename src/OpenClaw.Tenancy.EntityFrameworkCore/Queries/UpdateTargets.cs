using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using OpenClaw.Tenancy.EntityFrameworkCore.Modeling;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Queries;

/// <summary>Reads what a bulk write changes.</summary>
internal sealed class UpdateTargets(IModel model)
{
    private readonly TenancyModelReport _report = ModelSeal.Require(model);

    /// <summary>The entities whose members an update sets.</summary>
    /// <exception cref="TenantMismatchException">A tenant is set, or something whose name or entity cannot be read.</exception>
    internal List<IEntityType> Of(MethodCallExpression update)
    {
        // SECURITY: a form of setters that is not known here is refused, because it could set the tenant. So is a row that the
        // query makes itself: its members have other names than the columns that they stand for.
        if (update.Arguments[1] is not NewArrayExpression setters || MadeRows.In(update.Arguments[0], this))
        {
            throw Refused();
        }

        List<IEntityType> entities = [];
        foreach (Expression setter in setters.Expressions)
        {
            entities.AddRange(setter is NewExpression { Arguments.Count: 2 } pair ? Selected(pair.Arguments[0]) : throw Refused());
        }

        return entities;
    }

    /// <summary>The entities that a type of the query may stand for: an interface or a base class stands for several.</summary>
    internal IEnumerable<IEntityType> Rows(Type type) => model.GetEntityTypes().Where(entity => type.IsAssignableFrom(entity.ClrType));

    private IEntityType[] Selected(Expression selector)
    {
        Expression body = Bare(Bare(selector) is LambdaExpression lambda ? lambda.Body : throw Refused());
        if (Member(body) is not { } member || _report.TenantProperties.Values.Contains(member.Name))
        {
            throw Refused();
        }

        // A part of a row has the row as its source; what no row is the source of is a projection.
        for (Expression? row = member.Source; row is not null; row = Member(row)?.Source)
        {
            IEntityType[] entities = [.. Rows(row.Type)];
            if (entities.Length != 0)
            {
                return entities;
            }
        }

        throw Refused();
    }

    private static (Expression Source, string Name)? Member(Expression expression) => expression switch
    {
        MemberExpression { Expression: { } row } member => (Bare(row), member.Member.Name),
        MethodCallExpression { Method: { Name: nameof(EF.Property) } method } call
            when method.DeclaringType == typeof(EF) && call.Arguments[1] is ConstantExpression { Value: string name } => (Bare(call.Arguments[0]), name),
        _ => null,
    };

    private static Expression Bare(Expression expression)
    {
        while (expression is UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked or ExpressionType.Quote or ExpressionType.TypeAs } unary)
        {
            expression = unary.Operand;
        }

        return expression;
    }

    private static TenantMismatchException Refused() => new(
        "A bulk update sets the tenant, or a property whose name or entity cannot be read. A row stays its tenant's; name each other property by a member or a constant, on the entity itself and not on a projection.");

    private sealed class MadeRows(UpdateTargets targets) : ExpressionVisitor
    {
        private bool _found;

        internal static bool In(Expression source, UpdateTargets targets)
        {
            var visitor = new MadeRows(targets);
            visitor.Visit(source);
            return visitor._found;
        }

        protected override Expression VisitNew(NewExpression node)
        {
            _found |= targets.Rows(node.Type).Any();
            return base.VisitNew(node);
        }
    }
}
