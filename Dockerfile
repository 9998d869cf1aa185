# The production image: compiled code, production packages, views and public files; nothing of the demo or the tests
# (.dockerignore lets neither into the build). Built for amd64 and arm64 alike; no package compiles anything.
FROM node:22.23.2-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY tsconfig.json ./
COPY scripts/build.mjs scripts/
COPY src src
RUN npm run build
RUN npm prune --omit=dev --ignore-scripts

FROM node:22.23.2-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY views views
COPY public public
USER node
EXPOSE 3000
STOPSIGNAL SIGTERM
# Alive, not ready: a container that only waits for Redis, or is stopping, must not be killed for it.
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 3000) + '/livez').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/main.js"]
