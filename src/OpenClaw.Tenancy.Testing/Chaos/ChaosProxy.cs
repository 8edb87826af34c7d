using System.Reflection;
using System.Runtime.CompilerServices;
using OpenClaw.Tenancy.Contexts;

namespace OpenClaw.Tenancy.Testing.Chaos;

/// <summary>Stands before a contract and lets its calls go wrong by a plan.</summary>
#pragma warning disable CA1852 // Reason: the class that implements the contract is derived from this one at run time.
internal class ChaosProxy : DispatchProxy
#pragma warning restore CA1852 // Reason: the end of the above.
{
    private const BindingFlags Own = BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private object _target = null!;
    private ChaosPlan _plan = null!;
    private ChaosMemory _memory = null!;
    private TenantContext? _scope;

    internal static object Before(Type contract, object target, ChaosPlan plan, ChaosMemory memory, TenantContext? scope)
    {
        if (!contract.IsInterface)
        {
            throw new ArgumentException($"{contract.Name} is no interface. Faults stand before the contracts of the library, which are interfaces.");
        }

        object proxy = Create(contract, typeof(ChaosProxy));
        var made = (ChaosProxy)proxy;
        (made._target, made._plan, made._memory, made._scope) = (target, plan, memory, scope);
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        MethodInfo method = targetMethod!;
        object?[] arguments = args ?? [];

        // Its container ends what is behind this.
        if (method.DeclaringType == typeof(IDisposable))
        {
            return null;
        }

        if (method.DeclaringType == typeof(IAsyncDisposable))
        {
            return default(ValueTask);
        }

        // A property is what a contract is, and no call.
        if (method.IsSpecialName)
        {
            return Real(method, arguments);
        }

        TenantId? tenant = _scope is { IsBound: true } scope ? scope.Claim.ReachedTenant : null;
        var call = new ChaosCall(_plan, _memory, _plan.Next(method.Name), new ChaosQuestion(method, arguments, tenant), arguments);
        Type type = method.ReturnType;
        if (type == typeof(Task))
        {
            return AnswerAsync<object?>(call, async () => { await ((Task)Real(method, arguments)!).ConfigureAwait(false); return null; });
        }

        if (type == typeof(ValueTask))
        {
            return new ValueTask(AnswerAsync<object?>(call, async () => { await ((ValueTask)Real(method, arguments)!).ConfigureAwait(false); return null; }));
        }

        string? shape = type.IsGenericType ? type.GetGenericTypeDefinition() switch
        {
            { } open when open == typeof(Task<>) => nameof(OfTask),
            { } open when open == typeof(ValueTask<>) => nameof(OfValueTask),
            { } open when open == typeof(IAsyncEnumerable<>) => nameof(OfStream),
            _ => null,
        } : null;
        Func<object?> real = () => Real(method, arguments);
        return shape is null
            ? Answer(call, type, real)
            : typeof(ChaosProxy).GetMethod(shape, Own)!.MakeGenericMethod(type.GetGenericArguments()).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [call, real], null);
    }

    private object? Real(MethodInfo method, object?[] arguments) => method.Invoke(_target, BindingFlags.DoNotWrapExceptions, null, arguments, null);

    private static Task<TResult> OfTask<TResult>(ChaosCall call, Func<object?> real) => AnswerAsync(call, () => (Task<TResult>)real()!);

    private static ValueTask<TResult> OfValueTask<TResult>(ChaosCall call, Func<object?> real) => new(AnswerAsync(call, () => ((ValueTask<TResult>)real()!).AsTask()));

    private static IAsyncEnumerable<TItem> OfStream<TItem>(ChaosCall call, Func<object?> real) => ItemsAsync(call, () => (IAsyncEnumerable<TItem>)real()!);

    private static async IAsyncEnumerable<TItem> ItemsAsync<TItem>(
        ChaosCall call, Func<IAsyncEnumerable<TItem>> real, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await call.BeforeAsync(cancellationToken).ConfigureAwait(false);
        if (call.TryInstead(Array.Empty<TItem>(), out object? instead))
        {
            foreach (TItem item in (IEnumerable<TItem>)instead!)
            {
                yield return item;
            }

            yield break;
        }

        var given = new List<TItem>();
        await foreach (TItem item in real().WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            yield return item;
            call.ThrowIfLost();
            if (call.IsDuplicate)
            {
                call.Repeated();
                yield return item;
            }

            if (given.Count <= ChaosMemory.Most)
            {
                given.Add(item);
            }
        }

        call.ThrowIfLost();
        if (given.Count <= ChaosMemory.Most)
        {
            call.Keep(given);
        }
    }

    private static async Task<TResult> AnswerAsync<TResult>(ChaosCall call, Func<Task<TResult>> real)
    {
        await call.BeforeAsync(CancellationToken.None).ConfigureAwait(false);
        if (call.TryInstead(default(TResult), out object? instead))
        {
            return (TResult)instead!;
        }

        if (call.IsDuplicate)
        {
            await real().ConfigureAwait(false);
        }

        TResult answer;
        try
        {
            answer = await real().ConfigureAwait(false);
        }
        finally
        {
            call.Repeated();
        }

        call.ThrowIfLost();
        call.Keep(answer);
        return answer;
    }

    private static object? Answer(ChaosCall call, Type type, Func<object?> real)
    {
        call.Before();
        if (call.TryInstead(type.IsValueType && type != typeof(void) ? RuntimeHelpers.GetUninitializedObject(type) : null, out object? instead))
        {
            return instead;
        }

        if (call.IsDuplicate)
        {
            real();
        }

        object? answer;
        try
        {
            answer = real();
        }
        finally
        {
            call.Repeated();
        }

        call.ThrowIfLost();
        call.Keep(answer);
        return answer;
    }
}
