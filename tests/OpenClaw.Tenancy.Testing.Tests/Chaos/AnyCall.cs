using System.Reflection;
using System.Runtime.CompilerServices;

namespace OpenClaw.Tenancy.Testing.Tests.Chaos;

/// <summary>A call of any contract, with arguments that say nothing.</summary>
/// <param name="contract">The contract.</param>
/// <param name="method">Its method.</param>
internal sealed class AnyCall(Type contract, MethodInfo method)
{
    private readonly MethodInfo _method = method.IsGenericMethodDefinition
        ? method.MakeGenericMethod([.. method.GetGenericArguments().Select(AnyValue.ArgumentFor)]) : method;

    internal string Name => $"{_method.DeclaringType!.Name}.{_method.Name}";

    internal bool IsStream => Shape == nameof(OfStreamAsync);

    internal bool IsSynchronous => Shape is null && !typeof(Task).IsAssignableFrom(_method.ReturnType) && _method.ReturnType != typeof(ValueTask);

    internal bool EndsWhenCancelled => IsStream || _method.GetParameters().Any(static p => p.ParameterType == typeof(CancellationToken));

    /// <summary>What is given by a call that was not done.</summary>
    internal object? Nothing => Wanted is { IsValueType: true } value && Nullable.GetUnderlyingType(value) is null ? RuntimeHelpers.GetUninitializedObject(value) : null;

    private string? Shape => _method.ReturnType is { IsGenericType: true } type ? type.GetGenericTypeDefinition() switch
    {
        { } open when open == typeof(Task<>) => nameof(OfTaskAsync),
        { } open when open == typeof(ValueTask<>) => nameof(OfValueTaskAsync),
        { } open when open == typeof(IAsyncEnumerable<>) => nameof(OfStreamAsync),
        _ => null,
    } : null;

    private Type? Wanted => Shape is not null ? _method.ReturnType.GetGenericArguments()[0]
        : _method.ReturnType == typeof(void) || !IsSynchronous ? null : _method.ReturnType;

    /// <summary>The calls of a contract. A property is what a contract is, and no call.</summary>
    internal static IEnumerable<AnyCall> Of(Type contract) => contract.GetMethods().Where(static m => !m.IsSpecialName).Select(m => new AnyCall(contract, m));

    public override string ToString() => $"{contract.Name}.{_method}";

    /// <summary>Calls, and gives what was given: null where nothing is, the items of a stream.</summary>
    internal async Task<object?> AskAsync(object target, CancellationToken cancellationToken)
    {
        object?[] arguments = [.. _method.GetParameters().Select(p => p.ParameterType == typeof(CancellationToken) ? cancellationToken : ArgumentFor(p.ParameterType))];
        object? answer = _method.Invoke(target, BindingFlags.DoNotWrapExceptions, null, arguments, null);
        if (Shape is { } shape)
        {
            return await (Task<object?>)AnyValue.Generic(typeof(AnyCall), shape, Wanted!).Invoke(null, [answer, cancellationToken])!;
        }

        if (IsSynchronous)
        {
            return answer;
        }

        await (answer as Task ?? ((ValueTask)answer!).AsTask());
        return null;
    }

    private static object? ArgumentFor(Type type) => type is { IsValueType: true, IsByRefLike: false } ? Activator.CreateInstance(type) : null;

    private static async Task<object?> OfTaskAsync<T>(object answer, CancellationToken cancellationToken) => await (Task<T>)answer;

    private static async Task<object?> OfValueTaskAsync<T>(object answer, CancellationToken cancellationToken) => await (ValueTask<T>)answer;

    private static async Task<object?> OfStreamAsync<T>(object answer, CancellationToken cancellationToken) =>
        (await ((IAsyncEnumerable<T>)answer).ToArrayAsync(cancellationToken)).Cast<object?>().ToArray();
}
