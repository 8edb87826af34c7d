using System.Reflection;
using OpenClaw.Tenancy.Secrets;
using OpenClaw.Tenancy.Testing.Chaos;
using OpenClaw.Tenancy.Tokens;

namespace OpenClaw.Tenancy.Testing.Tests.Chaos;

/// <summary>Faults stand before each contract of the core, of tokens and of secrets, and before each call of it: none passes because of its shape.</summary>
public sealed class EveryContractTests
{
    private static readonly Assembly[] Packages = [typeof(TenantId).Assembly, typeof(TokenKeyRing).Assembly, typeof(ITenantSecretReader).Assembly];

    public static TheoryData<Type> Contracts => [.. Packages
        .SelectMany(static p => p.GetExportedTypes())
        .Where(static t => t.IsInterface && CallsOf(t).Any())
        .Select(static t => t.IsGenericTypeDefinition ? t.MakeGenericType([.. t.GetGenericArguments().Select(static _ => typeof(Owned))]) : t)];

    [Theory]
    [MemberData(nameof(Contracts))]
    public async Task Each_call_of_a_contract_fails_as_the_plan_says(Type contract)
    {
        var plan = new ChaosPlan();
        object target = typeof(DispatchProxy).GetMethod(nameof(DispatchProxy.Create), 2, [])!.MakeGenericMethod(contract, typeof(Unreached)).Invoke(null, null)!;
        object before = typeof(ChaosPlan).GetMethod(nameof(ChaosPlan.Before))!.MakeGenericMethod(contract).Invoke(plan, [target])!;
        int calls = 0;
        foreach (MethodInfo method in CallsOf(contract))
        {
            MethodInfo closed = method.IsGenericMethodDefinition ? method.MakeGenericMethod([.. method.GetGenericArguments().Select(static _ => typeof(Owned))]) : method;
            foreach (ChaosFault fault in (ChaosFault[])[ChaosFault.Throw, ChaosFault.Cancel])
            {
                plan.Always(fault);
                Exception thrown = await Assert.ThrowsAnyAsync<Exception>(() => CallAsync(closed, before));
                Assert.True(fault == ChaosFault.Throw ? thrown is IOException : thrown is OperationCanceledException, $"{contract.Name}.{method.Name} answered {fault} with {thrown}");
                calls++;
            }
        }

        Assert.Equal(calls, plan.Happened.Count);
    }

    // A property is what a contract is, and no call.
    private static IEnumerable<MethodInfo> CallsOf(Type contract) => contract.GetMethods().Where(static m => !m.IsSpecialName);

    private static async Task CallAsync(MethodInfo method, object target)
    {
        object?[] arguments = [.. method.GetParameters().Select(static p => p.ParameterType is { IsValueType: true, IsByRefLike: false } value ? Activator.CreateInstance(value) : null)];
        object? answer = method.Invoke(target, BindingFlags.DoNotWrapExceptions, null, arguments, null);
        if (answer is not null && answer.GetType().GetMethod("AsTask") is { } asTask)
        {
            answer = asTask.Invoke(answer, null);
        }

        await (answer switch
        {
            Task task => task,
            null => Task.CompletedTask,
            _ => FirstAsync(answer),
        });
    }

    // A stream fails when it is read.
    private static async Task FirstAsync(object answer)
    {
        if (answer.GetType().GetInterfaces().FirstOrDefault(static i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>)) is { } stream)
        {
            object enumerator = stream.GetMethod("GetAsyncEnumerator")!.Invoke(answer, [CancellationToken.None])!;
            await (ValueTask<bool>)typeof(IAsyncEnumerator<>).MakeGenericType(stream.GetGenericArguments()).GetMethod("MoveNextAsync")!.Invoke(enumerator, null)!;
        }
    }

    public sealed class Owned : OpenClaw.Tenancy.Resources.ITenantOwned
    {
        public TenantId? Tenant => null;
    }

    /// <summary>What no call may reach.</summary>
    public class Unreached : DispatchProxy
    {
        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => throw new InvalidOperationException($"{targetMethod} was reached.");
    }
}
