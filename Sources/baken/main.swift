import House

await runBaken()
