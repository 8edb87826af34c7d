using System.Reflection;

namespace Gateway.Tests.Support;

/// <summary>Stands before a store, writes down each call and passes it on.</summary>
public class Spy<T> : DispatchProxy
    where T : class
{
    private T? _target;
    private Calls? _calls;

    internal void Watch(T target, Calls calls) => (_target, _calls) = (target, calls);

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        _calls!.Add(targetMethod!.Name);
        return targetMethod.Invoke(_target, BindingFlags.DoNotWrapExceptions, binder: null, args, culture: null);
    }
}
