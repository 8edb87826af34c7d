using System.Reflection;

namespace Gateway.Tests.Support;

public static class Spies
{
    public static T Before<T>(T target, Calls calls)
        where T : class
    {
        T proxy = DispatchProxy.Create<T, Spy<T>>();
        ((Spy<T>)(object)proxy).Watch(target, calls);
        return proxy;
    }
}
