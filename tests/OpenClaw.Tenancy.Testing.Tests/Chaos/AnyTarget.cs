using System.Reflection;

namespace OpenClaw.Tenancy.Testing.Tests.Chaos;

/// <summary>Does whatever any contract asks, and knows what it gave.</summary>
public class AnyTarget : DispatchProxy
{
    private readonly List<object?> _given = [];

    /// <summary>What each call gave: null where it gives nothing, the items of a stream.</summary>
    internal IReadOnlyList<object?> Given => _given;

    internal static object Of(Type contract) => Create(contract, typeof(AnyTarget));

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        Type type = targetMethod!.ReturnType;
        if (type == typeof(void) || type == typeof(Task) || type == typeof(ValueTask))
        {
            _given.Add(null);
            return type == typeof(void) ? null : type == typeof(Task) ? Task.CompletedTask : default(ValueTask);
        }

        string? shape = type.IsGenericType ? type.GetGenericTypeDefinition() switch
        {
            { } open when open == typeof(Task<>) => nameof(InTask),
            { } open when open == typeof(ValueTask<>) => nameof(InValueTask),
            { } open when open == typeof(IAsyncEnumerable<>) => nameof(InStream),
            _ => null,
        } : null;
        Type wanted = shape is null ? type : type.GetGenericArguments()[0];
        object given = shape == nameof(InStream) ? new object[] { AnyValue.Of(wanted), AnyValue.Of(wanted) } : AnyValue.Of(wanted);
        _given.Add(given);
        return shape is null ? given : AnyValue.Generic(typeof(AnyTarget), shape, wanted).Invoke(null, [given]);
    }

    private static Task<T> InTask<T>(object value) => Task.FromResult((T)value);

    private static ValueTask<T> InValueTask<T>(object value) => new((T)value);

    private static IAsyncEnumerable<T> InStream<T>(object items) => ((object[])items).Cast<T>().ToAsyncEnumerable();
}
